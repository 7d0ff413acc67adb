package dev.atocore.integrity.checks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.result.IntegrityJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields in which two images of a memory differ; the spelling of numbers does not count. */
final class ImageDiff {

  private final List<String> fields;
  private final Map<String, Object> audited;
  private final Map<String, Object> found;

  private ImageDiff(List<String> fields, Map<String, Object> audited, Map<String, Object> found) {
    this.fields = fields;
    this.audited = audited;
    this.found = found;
  }

  /** What is different in {@code found}. An image that is no JSON differs in everything. */
  static ImageDiff between(@Nullable String audited, @Nullable String found) {
    Map<String, Object> before = parse(audited);
    Map<String, Object> after = parse(found);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> fields = new ArrayList<>();
    for (String name : names) {
      if (!same(before.get(name), after.get(name))) {
        fields.add(name);
      }
    }
    return new ImageDiff(fields, before, after);
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  Details describe(String memoryId, long entryId) {
    Details details =
        Details.of("changed behind the log's back: " + String.join(", ", fields))
            .with("memory_id", memoryId)
            .with("entry_id", entryId)
            .with("fields", fields);
    for (String field : fields) {
      details =
          details
              .with("audited_" + field, text(audited.get(field)))
              .with("found_" + field, text(found.get(field)));
    }
    return details;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      // SQLite and Java spell a double with different digits, which are the same double.
      boolean fractions = x.scale() > 0 || y.scale() > 0;
      return x.compareTo(y) == 0
          || (fractions && Double.compare(x.doubleValue(), y.doubleValue()) == 0);
    }
    return a == null ? b == null : a.equals(b);
  }

  private static Map<String, Object> parse(@Nullable String image) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (image == null) {
      return values;
    }
    try (JsonParser json = IntegrityJson.JSON.createParser(image)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return values;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        if (token.isNumeric()) {
          values.put(name, json.getDecimalValue());
        } else if (token.isStructStart()) {
          json.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
          values.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      // Half an image: what could not be read counts as different.
      values.put("", "not JSON");
    }
    return values;
  }
}
