package dev.atocore.server.diff;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.search.WordDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a memory that an entry changed. Texts come from the store and may be anything.
 *
 * @param field its name as in JSON
 * @param before what it was; null when there was nothing
 * @param after what it became; null when nothing is left
 */
public record FieldChange(String field, @Nullable String before, @Nullable String after) {
  /** They change with every entry or never, and say nothing about the memory. */
  private static final Set<String> UNTOLD = Set.of("id", "version", "created_at", "updated_at");

  /** What an entry changed, in the order of the fields; empty when its bodies were erased. */
  public static List<FieldChange> of(AuditEntry entry) {
    return between(ImageFields.of(entry.before()), ImageFields.of(entry.after()));
  }

  /** What differs between two images. */
  public static List<FieldChange> between(@Nullable String before, @Nullable String after) {
    return between(ImageFields.of(before), ImageFields.of(after));
  }

  /** Both values word by word. */
  public List<WordDiff.Part> words() {
    return WordDiff.between(before == null ? "" : before, after == null ? "" : after);
  }

  private static List<FieldChange> between(Map<String, String> old, Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    names.removeAll(UNTOLD);
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(old.get(name), now.get(name))) {
        changes.add(new FieldChange(name, old.get(name), now.get(name)));
      }
    }
    return changes;
  }
}
