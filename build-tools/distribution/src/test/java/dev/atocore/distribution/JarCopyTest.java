package dev.atocore.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JarCopyTest {
  @TempDir Path folder;

  @Test
  void picocli_isInTheFormatOfJava8_andRuns() throws Exception {
    Path copy = folder.resolve("picocli.jar");
    JarCopy.picocli(jarOf(CommandLine.class), copy);

    try (ZipFile jar = new ZipFile(copy.toFile());
        InputStream in = jar.getInputStream(new ZipEntry("picocli/CommandLine.class"))) {
      assertThat(in.readNBytes(8)[7]).isEqualTo((byte) 52);
    }
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {copy.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      // Initialising it verifies the frames that were computed.
      Class<?> help = Class.forName("picocli.CommandLine$Help", true, loader);
      assertThat(help.getClassLoader()).isSameAs(loader);
      assertThat(loader.loadClass("groovy.lang.Closure")).isNotNull();
    }
  }

  @Test
  void sqlite_stillKnowsDates() throws Exception {
    Path copy = folder.resolve("sqlite.jar");
    JarCopy.sqlite(jarOf(org.sqlite.JDBC.class), copy);

    URL[] classPath = {copy.toUri().toURL(), jarOf(org.slf4j.Logger.class).toUri().toURL()};
    Properties asText = new Properties();
    asText.setProperty("date_class", "text");
    try (URLClassLoader loader =
            new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        Connection connection =
            ((Driver) loader.loadClass("org.sqlite.JDBC").getDeclaredConstructor().newInstance())
                .connect("jdbc:sqlite:" + folder.resolve("dates.db"), asText);
        PreparedStatement select = connection.prepareStatement("SELECT ?")) {
      assertThat(connection.getClass().getClassLoader()).isSameAs(loader);
      select.setDate(1, new Date(86_400_000L));
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("1970-01-02 00:00:00.000");
        assertThat(row.getDate(1)).isEqualTo(new Date(86_400_000L));
      }
    }
  }

  private static Path jarOf(Class<?> type) throws Exception {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(Files.isRegularFile(jar)).isTrue();
    return jar;
  }
}
