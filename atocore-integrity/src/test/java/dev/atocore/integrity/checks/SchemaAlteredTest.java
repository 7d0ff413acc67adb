package dev.atocore.integrity.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaAlteredTest {
  @Test
  void hashInTheCode_isThatOfWhatTheMigrationsMake() {
    assertThat(SchemaAltered.hash(SchemaAltered.ofNewStore(new StoreFile(Path.of("none")))))
        .isEqualTo(SchemaAltered.AS_MADE);
  }

  @Test
  void hash_seesEachObjectChangedAddedAndGone() {
    Map<String, String> made = SchemaAltered.ofNewStore(new StoreFile(Path.of("none")));
    assertThat(made).hasSizeGreaterThan(30);
    for (String name : made.keySet()) {
      Map<String, String> changed = new TreeMap<>(made);
      changed.merge(name, " ", String::concat);
      Map<String, String> gone = new TreeMap<>(made);
      gone.remove(name);
      assertThat(SchemaAltered.hash(changed)).as(name).isNotEqualTo(SchemaAltered.AS_MADE);
      assertThat(SchemaAltered.hash(gone)).as(name).isNotEqualTo(SchemaAltered.AS_MADE);
    }
  }
}
