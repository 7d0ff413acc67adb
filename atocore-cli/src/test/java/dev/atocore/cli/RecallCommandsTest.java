package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was told what, on the command line. */
class RecallCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  private JsonNode json(String... args) throws Exception {
    return JSON.readTree(atocore.out(args));
  }

  @Test
  void reading_isRecordedOnlyWhenAsked() throws Exception {
    String id = atocore.create("the pump drains the pond", "--status", "active");
    atocore.out("memory", "show", id);
    atocore.out("memory", "search", "pump");
    assertThat(json("recall", "list", "-o", "json").get("recalls")).isEmpty();

    atocore.out("memory", "search", "pump", "--record");
    atocore.out("memory", "list", "--record");
    atocore.out("memory", "show", id, "--record");
    atocore.out("memory", "export", "--record");
    atocore.out("audit", "history", id, "--record");

    JsonNode recalls = json("recall", "list", "-o", "json").get("recalls");
    assertThat(recalls).hasSize(5);
    for (JsonNode recall : recalls) {
      assertThat(recall.get("door").asText()).isEqualTo("cli");
      assertThat(recall.get("key").isNull()).isTrue();
      assertThat(recall.get("query").isNull()).isTrue();
      assertThat(recall.get("memories")).hasSize(1);
      assertThat(recall.get("memories").get(0).toString())
          .isEqualTo("{\"id\":\"" + id + "\",\"version\":1,\"rank\":1}");
    }
    JsonNode exposure = json("memory", "exposure", id, "-o", "json");
    assertThat(exposure.get("memory_id").asText()).isEqualTo(id);
    assertThat(exposure.get("recalls").asInt()).isEqualTo(5);
    assertThat(exposure.get("last_at")).isEqualTo(recalls.get(0).get("at"));
    assertThat(exposure.get("first_at")).isEqualTo(recalls.get(4).get("at"));
    assertThat(exposure.get("told")).hasSize(1);
    assertThat(atocore.out("memory", "exposure", id))
        .startsWith("told 5 times, to 1 reader, first");
    assertThat(atocore.out("memory", "exposure", id, "--version", "2"))
        .isEqualTo("told 0 times, to 0 readers");
    assertThat(json("recall", "list", "--limit", "2", "-o", "json").get("next").isNull()).isFalse();
    assertThat(atocore.out("recall", "list", "--memory", id, "-o", "csv")).contains(id + "@1");
    assertThat(atocore.run("memory", "exposure", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void withdrawing_saysHowOftenItWasTold() {
    String wrong = atocore.create("the pump is blue", "--status", "active");
    String right = atocore.create("the pump is red", "--status", "active");
    atocore.out("memory", "show", wrong, "--record");
    atocore.out("memory", "show", wrong, "--record");

    assertThat(atocore.out("memory", "supersede", wrong, "--by", right))
        .endsWith("(version 2); told 2 times, to 1 reader");
    assertThat(atocore.out("memory", "invalidate", right))
        .endsWith("(version 2); told 0 times, to 0 readers");
    assertThat(atocore.out("audit", "redact", wrong)).contains("; told 2 times, to 1 reader");
  }

  @Test
  void settings_thatAreWrong_endWith2() {
    String id = atocore.create("the pump is blue", "--status", "active");

    assertThat(
            atocore.with("ATOCORE_RECALL_LOG", "some").run("memory", "show", id, "--record").exit())
        .isEqualTo(2);
    assertThat(atocore.with("ATOCORE_RECALL_LOG", "some").run("serve", "--port", "0").exit())
        .isEqualTo(2);
    assertThat(atocore.with("ATOCORE_RECALL_RETENTION", "soon").run("recall", "prune").exit())
        .isEqualTo(2);
    assertThat(
            atocore.with("ATOCORE_RECALL_LOG", "off").run("memory", "show", id, "--record").err())
        .contains("ATOCORE_RECALL_LOG is off");
    assertThat(
            atocore.with("ATOCORE_EXPOSURE_ALERT", "often").run("memory", "invalidate", id).exit())
        .isEqualTo(2);
  }

  @Test
  void prune_dropsWhatIsOlderThanTheRetention() throws Exception {
    String id = atocore.create("the pump is blue");
    atocore.out("memory", "show", id, "--record");

    assertThat(atocore.out("recall", "prune")).startsWith("dropped 0 answers");
    assertThat(
            JSON.readTree(
                    atocore
                        .with("ATOCORE_RECALL_RETENTION", "0s")
                        .out("recall", "prune", "-o", "json"))
                .get("removed")
                .asInt())
        .isEqualTo(1);
    assertThat(json("recall", "list", "-o", "json").get("recalls")).isEmpty();
  }

  @Test
  void memoryThatWasToldOften_raisesOneAlertWhenItIsWithdrawn() throws Exception {
    String often = atocore.create("the pump is blue", "--status", "active");
    String once = atocore.create("the pump is old", "--status", "active");
    for (int i = 0; i < 3; i++) {
      atocore.out("memory", "show", often, "--record");
    }
    atocore.out("memory", "show", once, "--record");

    Atocore alerting = atocore.with("ATOCORE_EXPOSURE_ALERT", "3");
    alerting.out("memory", "invalidate", often);
    alerting.out("memory", "invalidate", once);

    JsonNode alerts = JSON.readTree(alerting.out("alert", "recent", "-o", "json"));
    assertThat(alerts.toString()).contains("exposure/" + often).doesNotContain("exposure/" + once);
  }
}
