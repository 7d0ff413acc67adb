package dev.atocore.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonRecordTest {
  @Test
  void fields_areReadAsWhatIsAskedFor() {
    JsonRecord record =
        parse(
            "{\"t\":\"a\",\"n\":7,\"d\":0.5,\"yes\":true,\"no\":false,\"nothing\":null,"
                + "\"o\":{\"x\":1,\"y\":\"z\"},\"l\":[{\"a\":1},2,null,{\"a\":3}]}");
    assertThat(record.text("t")).isEqualTo("a");
    assertThat(record.text("nothing")).isNull();
    assertThat(record.text("n", "other")).isEqualTo("other");
    assertThat(record.scalar("n")).isEqualTo("7");
    assertThat(record.scalar("o")).isNull();
    assertThat(record.number("n", 0)).isEqualTo(7);
    assertThat(record.number("t", -1)).isEqualTo(-1);
    assertThat(record.decimal("d", 0)).isEqualTo(0.5);
    assertThat(record.flag("yes")).isTrue();
    assertThat(record.flag("no")).isFalse();
    assertThat(record.flag("missing")).isFalse();
    assertThat(record.object("o").numbers()).isEqualTo(Map.of("x", 1L));
    assertThat(record.object("o").scalars()).isEqualTo(Map.of("x", "1", "y", "z"));
    assertThat(record.object("t").values()).isEmpty();
    assertThat(record.objects("l")).extracting(each -> each.number("a", 0)).containsExactly(1L, 3L);
    assertThat(record.objects("t")).isEmpty();
  }

  @Test
  void whatAnotherProgramWrote_isNoRecordAndNoFailure() {
    for (String text :
        List.of("", "nonsense", "[]", "7", "{\"a\":", "{\"a\":[1", "{\"a\":{\"b\"")) {
      assertThat(parse(text).values()).as(text).isEmpty();
    }
    for (String text : List.of("", "{}", "[{\"a\":1}", "7")) {
      assertThat(JsonRecord.parseList(text)).as(text).isEmpty();
    }
    assertThat(parse("{\"a\":123456789012345678901234567890}").scalar("a"))
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void written_isReadBack() {
    String text =
        JsonRecord.write(
            json -> {
              json.writeStartArray();
              json.writeStartObject();
              json.writeNumberField("a", 1);
              json.writeEndObject();
              json.writeEndArray();
            });
    assertThat(text).isEqualTo("[{\"a\":1}]");
    assertThat(JsonRecord.parseList(text)).hasSize(1);
  }

  private static JsonRecord parse(String text) {
    return JsonRecord.parse(text);
  }
}
