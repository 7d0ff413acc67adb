package dev.atocore.audit.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.io.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditArchiveTest {
  @TempDir Path folder;
  private List<AuditEntry> entries;
  private Path file;

  @BeforeEach
  void fill() throws SQLException, IOException {
    file = folder.resolve("archive.ndjson");
    try (TestLog log = new TestLog()) {
      entries = List.of(log.append("a", "ana"), log.append("b", "bob"), log.append("a", "bob"));
    }
  }

  @Test
  void archive_holdsTheEntriesUnderTheChecksumOfItsFile() throws IOException {
    AuditArchive.Summary summary = AuditArchive.write(file, entries::forEach);

    List<AuditEntry> read = new ArrayList<>();
    String sha256 = AuditArchive.read(file, (number, entry) -> read.add(entry));
    assertThat(read).isEqualTo(entries);
    assertThat(summary).isEqualTo(new AuditArchive.Summary(3, 3, sha256));
    assertThat(sha256)
        .isEqualTo(HexFormat.of().formatHex(Sha256.begin().digest(Files.readAllBytes(file))));
    assertThat(folder.toFile().list()).containsExactly("archive.ndjson");
  }

  @Test
  void lineThatIsNoEntry_isReportedByItsNumber() throws IOException {
    AuditArchive.write(file, entries::forEach);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).substring(0, 40));
    Files.write(file, lines);

    List<Long> torn = new ArrayList<>();
    AuditArchive.read(
        file,
        (number, entry) -> {
          if (entry == null) {
            torn.add(number);
          }
        });
    assertThat(torn).containsExactly(2L);
  }

  @Test
  void fileThatExists_isNotOverwritten() throws IOException {
    Files.writeString(file, "mine", UTF_8);
    assertThatThrownBy(() -> AuditArchive.write(file, entries::forEach))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }
}
