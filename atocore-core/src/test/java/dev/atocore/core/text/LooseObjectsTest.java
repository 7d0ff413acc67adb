package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooseObjectsTest {
  @Test
  void chatter_isForgiven() throws IOException {
    String a = "{\"content\":\"a } \\\" {\"}";
    for (String text :
        List.of(
            a,
            "Sure, here:\n```json\n" + a + "\n```\nAnything else?",
            "[" + a + "]",
            "[\n  " + a + "\n]",
            a + ",",
            "1. " + a,
            "{\"memories\":[" + a + "]}",
            "{\n  \"n\": [1, 2],\n  \"memories\": [\n    " + a + "\n  ]\n}",
            "\uFEFF" + a)) {
      assertThat(pieces(text)).as(text).containsExactly(a);
    }
    assertThat(pieces("[{\n\"content\": \"a\"},\n{\"content\": \"b\",\r\n\"m\": {\"k\": 1}}]"))
        .containsExactly("{ \"content\": \"a\"}", "{\"content\": \"b\",  \"m\": {\"k\": 1}}");
    assertThat(pieces("")).isEmpty();
    assertThat(pieces("[]\n```\n```")).isEmpty();
  }

  @Test
  void whatIsNoObject_comesWithTheReason() throws IOException {
    String good = "{\"content\":\"b\"}";
    assertThat(pieces("Error: no quota left today")).singleElement().asString().startsWith("! no ");
    assertThat(pieces("{\"content\":\"a\n" + good)).hasSize(2).last().isEqualTo(good);
    assertThat(pieces("as {you asked\n" + good)).hasSize(2).last().isEqualTo(good);
    assertThat(pieces(good + "\n{\"content\": \"cut o")).hasSize(2).first().isEqualTo(good);
    assertThat(pieces(good + "\n{\"content\":\n")).hasSize(2).first().isEqualTo(good);
  }

  private static List<String> pieces(String text) throws IOException {
    LooseObjects objects = new LooseObjects(new ByteArrayInputStream(text.getBytes(UTF_8)));
    List<String> pieces = new ArrayList<>();
    for (var piece = objects.next(); piece != null; piece = objects.next()) {
      pieces.add(piece.error() == null ? piece.text() : "! " + piece.error());
    }
    return pieces;
  }
}
