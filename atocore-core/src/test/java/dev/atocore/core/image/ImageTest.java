package dev.atocore.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ImageTest {
  private static final String SOUND =
      "{\"id\":\"m-1\",\"type\":\"fact\",\"content\":\"a\",\"project\":null,\"status\":\"active\","
          + "\"confidence\":0.5,\"reference_count\":2,\"last_referenced_at\":null,"
          + "\"source_chunk_id\":\"c\",\"superseded_by\":null,\"version\":3,"
          + "\"created_at\":\"x\",\"updated_at\":\"y\"}";

  @Test
  void sound_isTheMemoryAndBack() {
    Memory memory = Image.of(SOUND).toMemory();
    assertThat(MemoryJson.image(memory)).isEqualTo(SOUND);
    assertThat(memory.version()).isEqualTo(3);
    assertThat(memory.project()).isNull();
  }

  @Test
  void none_hasNoFields() {
    assertThat(Image.of((String) null).names()).isEmpty();
    assertThat(Image.of((String) null).content()).isNull();
  }

  @Test
  void noJson_isShownWhole() {
    for (String tampered : new String[] {"[1]", "nonsense", "{\"id\":\"m-1\",\"content\":"}) {
      Image image = Image.of(tampered);
      assertThat(image.text(Image.UNREADABLE)).isEqualTo(tampered);
      assertThat(image.content()).isEqualTo(tampered);
      assertThatThrownBy(image::toMemory).isInstanceOf(InvalidInputException.class);
      assertThat(FieldChange.telling(SOUND, tampered))
          .extracting(FieldChange::field)
          .contains(Image.UNREADABLE, "content");
    }
  }

  @Test
  void nested_isNoValue() {
    Image image = Image.of(SOUND.replace("\"a\"", "{\"a\":1}"));
    assertThat(image.content()).isEqualTo("(nested)");
    assertThatThrownBy(image::toMemory)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the stored image lacks content");
  }

  @Test
  void numbers_differOnlyAsNumbers() {
    assertThat(between(SOUND, SOUND.replace("0.5", "0.50"))).isEmpty();
    assertThat(between(SOUND, SOUND.replace("0.5", "\"0.5\"")))
        .containsExactly(new FieldChange("confidence", "0.5", "0.5"));
    assertThat(between(SOUND.replace("\"a\"", "\"1.0\""), SOUND.replace("\"a\"", "\"1\"")))
        .containsExactly(new FieldChange("content", "1.0", "1"));
    assertThat(between(SOUND, SOUND.replace("0.5", "0.6").replace(":3", ":4")))
        .containsExactly(
            new FieldChange("confidence", "0.5", "0.6"), new FieldChange("version", "3", "4"));
  }

  @Test
  void bookkeeping_tellsNothing() {
    assertThat(FieldChange.telling(SOUND, SOUND.replace(":3", ":4").replace("\"y\"", "\"z\"")))
        .isEmpty();
  }

  private static List<FieldChange> between(String before, String after) {
    return FieldChange.between(Image.of(before), Image.of(after));
  }
}
