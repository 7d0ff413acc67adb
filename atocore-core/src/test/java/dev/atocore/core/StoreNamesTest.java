package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreNamesTest {
  private static final Path HOME = Path.of("/home/ada");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/srv/a.db, /srv/a.db",
    "a.db, a.db",
    "../a b.db, ../a b.db",
    "./x:y.db, ./x:y.db",
    "~, /home/ada",
    "~/a.db, /home/ada/a.db",
    "file:a.db, a.db",
    "file:/srv/a.db, /srv/a.db",
    "file:///srv/a%20b.db, /srv/a b.db",
    "FILE://LOCALHOST/srv/a.db, /srv/a.db",
    "file:/srv/what%3f.db, /srv/what?.db",
    "file:/srv/Ged%C3%A4chtnis.db, /srv/Gedächtnis.db",
    "jdbc:sqlite:a.db, a.db",
    "JDBC:SQLite:/srv/a.db, /srv/a.db",
    "jdbc:sqlite:~/a.db, /home/ada/a.db",
    "jdbc:sqlite:file:/srv/a.db, /srv/a.db",
  })
  void name_meansAFile(String name, String path) {
    assertThat(StoreNames.parse(name, HOME)).isEqualTo(new StoreFile(Path.of(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s.db?journal_mode=DELETE",
        "jdbc:sqlite:s.db?journal_mode=DELETE",
        "jdbc:sqlite:file:s.db?mode=ro",
        "file:s.db?cache=shared",
        "~/s.db?x",
        "file:s.db#x",
        "file://server/s.db",
        "file://s.db",
        "file:%zz.db",
        "file:a%0",
        "file:a%00b",
        "file:%ff.db",
        "file:",
        "file::memory:",
        ":memory:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite::resource:a.db",
        "jdbc:sqlite:",
        "jdbc:mysql://host/db",
        "jdbc:",
        "sqlite:///s.db",
        "sqlite:s.db",
        "postgres://host/db",
        "postgresql://host/db",
        "https://host/s.db",
      })
  void otherUrlsAndParameters_areRefused_sayingWhatIsAllowed(String name) {
    assertThatThrownBy(() -> StoreNames.parse(name, HOME))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("file:PATH, jdbc:sqlite:PATH or jdbc:postgresql://HOST/DB")
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "$HOME/a.db", "~ada/a.db", "'a.db'", "a.db\r", "jdbc:sqlite:$X/a"})
  void whatAShellLeft_isRefused(String name) {
    assertThatThrownBy(() -> StoreNames.parse(name, HOME))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void password_isNotShown() {
    assertThatThrownBy(() -> StoreNames.parse("postgres://ada:secret@host/db", HOME))
        .message()
        .doesNotContain("secret");
    assertThat(StoreNames.parse("jdbc:postgresql://ada:secret@host/db?password=secret", HOME))
        .isEqualTo(new StoreUrl("jdbc:postgresql://ada:secret@host/db?password=secret"))
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void canonical_pastLinksAndDots_alsoWhereNothingIsYet() throws Exception {
    Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
    Path store = real.resolve("store.db");
    Files.createSymbolicLink(folder.resolve("folder"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("link.db"), Path.of("folder/store.db"));
    Files.createSymbolicLink(folder.resolve("twice.db"), folder.resolve("link.db"));
    Files.createSymbolicLink(folder.resolve("loop.db"), Path.of("loop.db"));

    for (int round = 0; round < 2; round++) {
      for (String name :
          new String[] {
            "real/store.db",
            "folder/store.db",
            "link.db",
            "twice.db",
            "real/../folder/./store.db",
            "missing/../link.db"
          }) {
        if (round == 0 || !name.startsWith("missing")) {
          assertThat(canonical(folder.resolve(name))).as(name).isEqualTo(store);
        }
      }
      Files.writeString(store, "");
    }
    assertThat(canonical(Path.of("here.db")))
        .isEqualTo(Path.of("").toRealPath().resolve("here.db"));
    assertThat(canonical(folder.resolve("loop.db")))
        .isEqualTo(folder.toRealPath().resolve("loop.db"));
    assertThat(canonical(folder.resolve("a/../b/c.db")))
        .isEqualTo(folder.toRealPath().resolve("b/c.db"));
  }

  private static Path canonical(Path path) {
    return new StoreFile(path).canonical().path();
  }
}
