package dev.atocore.alerts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.format.Format;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each provider's limits, with the longest alerts made of what is hardest to fit. */
class FormatLimitsTest {

  private static Object sent(Format format, Alert alert) throws Exception {
    List<String> bodies = format.bodies(alert, Samples.TIME, null);
    assertThat(bodies).hasSize(1);
    Object json = requireNonNull(JsonReader.parse(bodies.get(0)));
    for (String text : Samples.strings(json)) {
      assertThat(text).as("no half of a pair").isEqualTo(Text.wellFormed(text));
    }
    return json;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "é",
        "漢",
        "💥",
        "x💥",
        "\"",
        "\\",
        "*",
        "&",
        "_",
        "\n",
        "\t",
        "\u202e",
        "@everyone "
      })
  void discord_staysWithinAllLimits(String piece) throws Exception {
    Object json = sent(Samples.format("discord"), Samples.longest(piece));

    Object embed = Dig.at(json, "embeds", 0);
    int all = length(embed, "title") + length(embed, "description");
    assertThat(length(embed, "title")).isBetween(1, 256);
    assertThat(length(embed, "description")).isLessThanOrEqualTo(4_096);
    assertThat(Dig.text(embed, "footer", "text").length()).isBetween(1, 2_048);
    assertThat(Dig.list(embed, "fields")).hasSizeBetween(1, 25);
    all += Dig.text(embed, "footer", "text").length();
    for (Object field : Dig.list(embed, "fields")) {
      assertThat(length(field, "name")).isBetween(1, 256);
      assertThat(length(field, "value")).isBetween(1, 1_024);
      all += length(field, "name") + length(field, "value");
    }
    assertThat(all).isLessThanOrEqualTo(6_000);
    assertThat(Dig.text(embed, "description")).endsWith("more characters]");
    assertThat(Dig.text(embed, "fields")).contains("more left out");
  }

  private static int length(Object json, String name) {
    return Dig.text(json, name).length();
  }

  @Test
  void discord_takes25FieldsAndCountsTheRest() throws Exception {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      context.put("k" + i, i);
    }
    List<?> fields =
        Dig.list(
            sent(Samples.format("discord"), Samples.alert("t", "m", context, null)),
            "embeds",
            0,
            "fields");

    assertThat(fields).hasSize(25);
    assertThat(Dig.text(fields, 24, "value")).isEqualTo("6 more left out");
  }

  @Test
  void discord_neverSendsAnEmptyFieldOrTitle() throws Exception {
    Object json = sent(Samples.format("discord"), Samples.alert(" ", "", Map.of("", ""), null));

    assertThat(Dig.text(json, "embeds", 0, "title")).isNotBlank();
    assertThat(Dig.text(json, "embeds", 0, "fields", 0, "name")).isEqualTo("—");
    assertThat(Dig.text(json, "embeds", 0, "fields", 0, "value")).isEqualTo("—");
    assertThat(((Map<?, ?>) Dig.at(json, "embeds", 0)).containsKey("description")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "é", "漢", "💥", "x💥", "\"", "&", "<", ">", "a\n", "\u202e", "<!channel> "})
  void slack_staysWithinBlockKitLimits(String piece) throws Exception {
    Object json = sent(Samples.format("slack"), Samples.longest(piece));

    List<?> blocks = Dig.list(json, "blocks");
    assertThat(blocks.size()).isLessThanOrEqualTo(50);
    assertThat(Dig.text(json, "text").length()).isLessThanOrEqualTo(150);
    assertThat(Dig.text(blocks, 0, "text", "text").length()).isBetween(1, 150);
    assertThat(Dig.text(blocks, 1, "text", "text").length()).isBetween(1, 3_000);
    assertThat(Dig.text(blocks, 1, "text", "text")).contains("more characters]");
    for (Object block : blocks) {
      if (((Map<?, ?>) block).get("fields") instanceof List<?> fields) {
        assertThat(fields).hasSizeBetween(1, 10);
        for (Object field : fields) {
          assertThat(Dig.text(field, "text").length()).isBetween(1, 2_000);
        }
      }
    }
    for (String text : Samples.strings(json)) {
      assertThat(text.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&", "<", ">");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "漢", "💥", "x💥", "\"", "\\", "*", "]", "\n", "\u202e"})
  void teams_staysWithin12Kilobytes(String piece) throws Exception {
    Format format = Samples.format("teams");
    Alert alert = Samples.longest(piece);
    sent(format, alert);

    assertThat(bytes(format.bodies(alert, Samples.TIME, null).get(0))).isLessThanOrEqualTo(12_000);
    assertThat(format.bodies(alert, Samples.TIME, null).get(0)).contains("more characters]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "漢", "💥", "*", "@all "})
  void mattermost_staysWithinAPost(String piece) throws Exception {
    Object json = sent(Samples.format("mattermost"), Samples.longest(piece));

    int shown = 0;
    for (String text : Samples.strings(Dig.at(json, "attachments"))) {
      shown += text.length();
    }
    assertThat(shown).isLessThanOrEqualTo(16_383);
    assertThat(Dig.text(json, "attachments", 0, "text")).contains("more characters]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "漢", "💥", "x💥", "\"", "\\", "\n", "\u202e"})
  void ntfy_staysWithin4096Bytes(String piece) throws Exception {
    Format format = Samples.format("ntfy", "topic");
    Alert alert = Samples.longest(piece);
    Object json = sent(format, alert);

    String body = format.bodies(alert, Samples.TIME, null).get(0);
    assertThat(bytes(body)).isLessThanOrEqualTo(4_096).isGreaterThan(3_000);
    assertThat(bytes(Dig.text(json, "title"))).isLessThanOrEqualTo(250);
    assertThat(Dig.text(json, "message")).contains("more characters]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "漢", "💥", "\"", "\u202e"})
  void pagerDuty_staysWithinItsLimits(String piece) throws Exception {
    Format format = Samples.format("pagerduty", "KEY");
    Alert alert = Samples.longest(piece);
    Object json = sent(format, alert);

    assertThat(bytes(format.bodies(alert, Samples.TIME, null).get(0))).isLessThan(512 * 1024);
    assertThat(Dig.text(json, "payload", "summary").length()).isBetween(1, 1_024);
    assertThat(Dig.text(json, "dedup_key").length()).isBetween(1, 255);
  }

  @Test
  void pagerDuty_keepsLongKeysApart() throws Exception {
    String start = "k".repeat(300);
    Object one =
        sent(Samples.format("pagerduty", "K"), Samples.alert("t", "m", Map.of(), start + "1"));
    Object two =
        sent(Samples.format("pagerduty", "K"), Samples.alert("t", "m", Map.of(), start + "2"));

    assertThat(Dig.text(one, "dedup_key")).isNotEqualTo(Dig.text(two, "dedup_key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "漢", "💥", "\"", "\u202e"})
  void alertmanager_hasOnlyNamesItTakes(String piece) throws Exception {
    Object json = sent(Samples.format("alertmanager"), Samples.longest(piece));

    assertThat((List<?>) json).hasSize(1);
    for (Object name : ((Map<?, ?>) Dig.at(json, 0, "annotations")).keySet()) {
      assertThat(String.valueOf(name)).matches("[a-zA-Z_][a-zA-Z0-9_]*");
    }
    assertThat(Dig.text(json, 0, "startsAt")).isEqualTo("2026-11-25T03:00:00.123Z");
    assertThat(Dig.text(json, 0, "endsAt")).isEqualTo("2026-11-26T05:00:00.123Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "漢", "💥", "\"", "\u202e"})
  void json_isBounded(String piece) throws Exception {
    Format format = Samples.format("json");
    Alert alert = Samples.longest(piece);
    sent(format, alert);

    assertThat(bytes(format.bodies(alert, Samples.TIME, null).get(0))).isLessThan(64 * 1024);
  }

  @Test
  void cut_saysHowMuchIsMissing() {
    assertThat(Text.clip("x".repeat(300), 100))
        .hasSize(100)
        .endsWith("… [cut, 228 more characters]");
    assertThat(Text.clip("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    assertThat(Text.clipUtf8("漢".repeat(100), 100)).endsWith(" more characters]");
    assertThat(bytes(Text.clipUtf8("漢".repeat(100), 100))).isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "💥", "\"", "\n", "\u202e", "@everyone "})
  void telegram_staysWithin4096Characters_andMentionsNobody(String piece) throws Exception {
    Object json = sent(Samples.format("telegram", "-100"), Samples.longest(piece));
    String text = Dig.text(json, "text");
    assertThat(text.length()).isBetween(1_000, 4_096);
    assertThat(text).contains("more characters]").doesNotContain("@everyone");
    assertThat(json.toString()).doesNotContain("parse_mode");
  }
}
