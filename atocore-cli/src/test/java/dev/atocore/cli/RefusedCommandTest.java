package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an extractor's output was refused for is kept, can be mended by hand, and tried again. */
class RefusedCommandTest {
  private static final String RUMOUR =
      "{\"type\":\"rumour\",\"content\":\"The pumps run at night\"}";
  private static final String TORN = "{\"type\":\"knowledge\",\"content\":\"The roof is gre";

  @TempDir Path folder;
  private Atocore atocore;
  private Path file;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
    file = Path.of(atocore.store() + ".refused.ndjson");
  }

  @Test
  void editedFile_isImported_andGone() throws IOException {
    refuse(RUMOUR);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Result untouched = atocore.run("memory", "refused", "--retry");
    assertThat(untouched.exit()).isEqualTo(1);
    assertThat(untouched.err())
        .contains("0 created, 0 reinforced, 0 skipped, 1 refused again", "is still refused");

    edit("rumour", "knowledge");
    Result again = atocore.run("memory", "refused", "--retry", "--note", "mended");

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("1 created, 0 reinforced, 0 skipped, 0 refused again");
    assertThat(file).doesNotExist();
    assertThat(atocore.out("memory", "list")).contains("The pumps run at night");
    assertThat(atocore.out("audit", "recent", "-o", "csv")).contains("created", "mended");
    assertThat(atocore.out("memory", "refused")).isEmpty();
    assertThat(atocore.run("memory", "refused", "--retry").exit()).isZero();
  }

  @Test
  void lineThatIsStillRefused_staysAlone_andHidesNoOther() throws IOException {
    refuse(TORN);
    refuse(RUMOUR);
    edit("rumour", "knowledge");

    Result again = atocore.run("memory", "refused", "--retry");

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("1 created, 0 reinforced, 0 skipped, 1 refused again");
    assertThat(atocore.out("memory", "list"))
        .contains("The pumps run at night")
        .doesNotContain("The roof");
    assertThat(atocore.out("memory", "refused", "-o", "csv").lines().skip(1))
        .singleElement()
        .asString()
        .contains("The roof is gre");

    edit("is gre", "is green\\\"}");
    assertThat(atocore.run("memory", "refused", "--retry").exit()).isZero();
    assertThat(atocore.out("memory", "list")).contains("The roof is green");
    assertThat(file).doesNotExist();
  }

  /** Whoever edits may put the object itself in the place of the line that holds it. */
  @Test
  void lineThatIsTheObjectItself_isImported() throws IOException {
    refuse(RUMOUR);
    Files.writeString(file, RUMOUR.replace("rumour", "knowledge") + "\n");

    assertThat(atocore.run("memory", "refused", "--retry").exit()).isZero();

    assertThat(atocore.out("memory", "list")).contains("The pumps run at night");
    assertThat(file).doesNotExist();
  }

  private void refuse(String line) {
    assertThat(atocore.runWith(line + "\n", "memory", "import", "--from-extractor", "-").exit())
        .isEqualTo(1);
  }

  private void edit(String text, String by) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, by));
  }
}
