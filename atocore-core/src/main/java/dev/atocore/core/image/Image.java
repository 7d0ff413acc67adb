package dev.atocore.core.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.SourceChunks;
import dev.atocore.core.model.Validity;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The image of a memory in the log, field by field: also what can be read of one that somebody
 * tampered with.
 */
public final class Image {
  /** The field that holds all of an image that is no JSON object. */
  public static final String UNREADABLE = "(unreadable image)";

  private static final Set<String> NESTED = Set.of("metadata", "source_chunk_ids");

  private final Map<String, Value> values = new LinkedHashMap<>();
  private @Nullable String problem;

  private Image() {}

  /** Reads an image; none at all has no fields. */
  public static Image of(@Nullable String json) {
    Image image = new Image();
    if (json != null) {
      image.read(json);
    }
    return image;
  }

  /** The image that the log would keep of the memory. */
  public static Image of(Memory memory) {
    return of(MemoryJson.image(memory));
  }

  /** What the memory was after the change, or before it when there is no after. */
  public static Image latest(AuditEntry entry) {
    return of(entry.after() == null ? entry.before() : entry.after());
  }

  private void read(String json) {
    try (JsonParser parser = JsonRecord.FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          JsonToken token = parser.nextToken();
          values.put(name, new Value(text(parser, name, json), token));
        }
        return;
      }
      problem = "the stored image is no JSON object";
    } catch (IOException e) {
      problem = "the stored image is not one this store wrote: " + e.getMessage();
    }
    values.put(UNREADABLE, new Value(json, JsonToken.VALUE_STRING));
  }

  /** What a value says: all of one that may be nested, as it is written. */
  private static String text(JsonParser parser, String name, String json) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    if (!NESTED.contains(name)) {
      parser.skipChildren();
      return "(nested)";
    }
    long start = parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return json.substring((int) start, (int) parser.currentLocation().getCharOffset());
  }

  /** The names of the fields, those that are null too, in their order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** What a field says; null when it says nothing. */
  public @Nullable String text(String name) {
    Value value = values.get(name);
    return value == null || value.token == JsonToken.VALUE_NULL ? null : value.text;
  }

  /** What the memory said; all of an image that cannot be read, null when it does not say. */
  public @Nullable String content() {
    String content = text("content");
    return content == null ? text(UNREADABLE) : content;
  }

  /** Whether a field says the same in both. The spelling of numbers does not count. */
  boolean agrees(Image other, String name) {
    String mine = text(name);
    String theirs = other.text(name);
    if (mine == null || theirs == null) {
      return mine == null && theirs == null;
    }
    boolean number = isNumber(name);
    return number == other.isNumber(name)
        && (mine.equals(theirs) || (number && equal(new BigDecimal(mine), new BigDecimal(theirs))));
  }

  /** A database and Java spell a double with different digits, which are the same double. */
  private static boolean equal(BigDecimal a, BigDecimal b) {
    boolean fractions = a.scale() > 0 || b.scale() > 0;
    return a.compareTo(b) == 0
        || (fractions && Double.compare(a.doubleValue(), b.doubleValue()) == 0);
  }

  private boolean isNumber(String name) {
    Value value = values.get(name);
    return value != null && value.token.isNumeric();
  }

  /**
   * The memory that the image shows.
   *
   * @throws InvalidInputException if it is no image that this store wrote
   */
  public Memory toMemory() {
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
    try {
      return Memory.builder()
          .id(required("id"))
          .type(required("type"))
          .content(required("content"))
          .project(scalar("project"))
          .status(required("status"))
          .confidence(Double.parseDouble(required("confidence")))
          .referenceCount(Long.parseLong(required("reference_count")))
          .lastReferencedAt(scalar("last_referenced_at"))
          .sourceChunkIds(chunks())
          .supersededBy(scalar("superseded_by"))
          .version(Long.parseLong(required("version")))
          .createdAt(required("created_at"))
          .updatedAt(required("updated_at"))
          .owner(Owner.of(scalar("user_id"), scalar("agent_id"), scalar("run_id")))
          .metadata(Metadata.stored(text("metadata")))
          .validity(Validity.of(scalar("valid_from"), scalar("valid_until"), scalar("review_by")))
          .build();
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "the stored image is not one this store wrote: " + e.getMessage());
    }
  }

  private List<String> chunks() {
    String all = text("source_chunk_ids");
    List<String> read = all == null ? null : SourceChunks.read(all);
    return read == null ? SourceChunks.stored(scalar("source_chunk_id"), null) : read;
  }

  private @Nullable String scalar(String name) {
    Value value = values.get(name);
    return value == null || value.token.isStructStart() ? null : text(name);
  }

  private String required(String name) {
    String value = scalar(name);
    if (value == null) {
      throw new InvalidInputException("the stored image lacks " + name);
    }
    return value;
  }

  private record Value(String text, JsonToken token) {}
}
