package dev.atocore.core.contract;

import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Tells the contracts that are nested in a test where the stores of its database are made. */
final class TestPlaces implements ParameterResolver {
  private final Function<Path, TestStore> places;

  TestPlaces(Function<Path, TestStore> places) {
    this.places = places;
  }

  /** An empty place, in that folder or known by it. */
  TestStore in(Path folder) {
    return places.apply(folder);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestPlaces.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return this;
  }
}
