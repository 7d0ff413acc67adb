package dev.atocore.core.image;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field in which two images of a memory differ. Texts come from the store and may be anything.
 *
 * @param field its name as in JSON
 * @param before what it was; null when there was nothing
 * @param after what it became; null when nothing is left
 */
public record FieldChange(String field, @Nullable String before, @Nullable String after) {
  /** They change with every entry or never, and say nothing about the memory. */
  private static final Set<String> BOOKKEEPING =
      Set.of("id", "version", "created_at", "updated_at");

  /** All differences, in the order of the fields. */
  public static List<FieldChange> between(Image before, Image after) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names) {
      if (!before.agrees(after, name)) {
        changes.add(new FieldChange(name, before.text(name), after.text(name)));
      }
    }
    return changes;
  }

  /** The differences that say something about the memory. */
  public static List<FieldChange> telling(@Nullable String before, @Nullable String after) {
    List<FieldChange> changes = between(Image.of(before), Image.of(after));
    changes.removeIf(change -> BOOKKEEPING.contains(change.field()));
    return changes;
  }

  /** What an entry changed about the memory; empty when its bodies were erased. */
  public static List<FieldChange> of(AuditEntry entry) {
    return telling(entry.before(), entry.after());
  }

  /** Writes it as an object. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", field);
    json.writeStringField("before", before);
    json.writeStringField("after", after);
    json.writeEndObject();
  }

  /** Writes a field of that name with all of them. */
  public static void write(JsonGenerator json, String name, List<FieldChange> changes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (FieldChange change : changes) {
      change.write(json);
    }
    json.writeEndArray();
  }
}
