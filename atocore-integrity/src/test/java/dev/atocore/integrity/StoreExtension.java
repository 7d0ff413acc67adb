package dev.atocore.integrity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test an empty store in a folder of its own, or in PostgreSQL where the test is {@link
 * OnPostgres}; both are gone after it.
 */
public final class StoreExtension implements ParameterResolver {
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == StoreFixture.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      Path folder = Files.createTempDirectory("atocore-integrity-");
      StoreFixture fixture =
          isOnPostgres(context) ? StoreFixture.inPostgres(folder) : new StoreFixture(folder);
      context
          .getStore(ExtensionContext.Namespace.create(StoreExtension.class))
          .put(fixture.folder, (AutoCloseable) () -> remove(fixture));
      return fixture;
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder for a store.", e);
    }
  }

  /** Whether the test, or one that it is nested in, says so. */
  private static boolean isOnPostgres(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    while (test != null && !test.isAnnotationPresent(OnPostgres.class)) {
      test = test.getEnclosingClass();
    }
    return test != null;
  }

  private static void remove(StoreFixture fixture) throws IOException {
    fixture.close();
    List<Path> files;
    try (Stream<Path> all = Files.walk(fixture.folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
