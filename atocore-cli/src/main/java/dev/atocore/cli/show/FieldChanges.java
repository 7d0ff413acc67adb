package dev.atocore.cli.show;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Json;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields in which two images of a memory differ, for programs. */
public final class FieldChanges {
  private FieldChanges() {}

  /**
   * One field that differs.
   *
   * @param field its name
   * @param before its value before; null when it had none
   * @param after its value after; null when it has none
   */
  public record FieldChange(String field, @Nullable String before, @Nullable String after) {}

  /** The fields of a memory by their names, in the order of its JSON. */
  public static Map<String, @Nullable String> of(Memory memory) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      MemoryJson.write(json, memory);
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return Image.fields(text.toString());
  }

  /** The differences in the order of the fields. */
  public static List<FieldChange> between(Memory before, Memory after) {
    Map<String, @Nullable String> old = of(before);
    List<FieldChange> changes = new ArrayList<>();
    of(after)
        .forEach(
            (field, value) -> {
              if (!Objects.equals(old.get(field), value)) {
                changes.add(new FieldChange(field, old.get(field), value));
              }
            });
    return changes;
  }

  /** Writes them as an array of {@code field, before, after}. */
  public static void write(JsonGenerator json, String name, List<FieldChange> changes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (FieldChange change : changes) {
      write(json, change);
    }
    json.writeEndArray();
  }

  /** Writes one as an object. */
  public static void write(JsonGenerator json, FieldChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", change.field());
    json.writeStringField("before", change.before());
    json.writeStringField("after", change.after());
    json.writeEndObject();
  }
}
