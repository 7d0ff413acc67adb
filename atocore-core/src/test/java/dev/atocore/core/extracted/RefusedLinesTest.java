package dev.atocore.core.extracted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.extracted.RefusedLines.Refused;
import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedLinesTest {
  @TempDir Path folder;

  /** The nightly job may refuse more while somebody imports what was refused before. */
  @Test
  void replace_keepsWhatWasAddedMeanwhile() {
    RefusedLines kept = new RefusedLines(new StoreFile(folder.resolve("store.db")));
    Refused first = Refused.now("bad", "first");
    Refused second = Refused.now("bad", "second");
    Refused late = Refused.now("bad", "late");
    kept.add(List.of(first, second));
    List<Refused> listed = kept.list();
    kept.add(List.of(late));

    kept.replace(listed, List.of(second));
    assertThat(kept.list()).containsExactly(second, late);

    kept.replace(kept.list(), List.of());
    assertThat(kept.file()).doesNotExist();
  }
}
