package dev.atocore.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.modern.McpSchema;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of the SDK as JSON. A field is called as in JSON but for {@code _meta}, what is null
 * is left out, and enums are lower case: with that, no annotation has to be looked at, which a
 * mapper for all classes does at each start. Thread-safe.
 */
public final class RecordMapper implements McpJsonMapper {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  /** The one mapper; it has no settings. */
  public static final RecordMapper INSTANCE = new RecordMapper();

  private RecordMapper() {}

  @Override
  public <T> T readValue(String content, Class<T> type) throws IOException {
    return cast(convert(JsonText.parse(content), type));
  }

  @Override
  public <T> T readValue(byte[] content, Class<T> type) throws IOException {
    return cast(convert(JsonText.parse(content), type));
  }

  @Override
  public <T> T readValue(String content, TypeRef<T> type) throws IOException {
    return cast(JsonText.parse(content));
  }

  @Override
  public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return cast(JsonText.parse(content));
  }

  @Override
  public <T> T convertValue(Object value, Class<T> type) {
    return cast(convert(value, type));
  }

  /** The SDK asks for maps only in this way. */
  @Override
  public <T> T convertValue(Object value, TypeRef<T> type) {
    return cast(value instanceof Record fields ? fieldsOf(fields) : value);
  }

  @Override
  public String writeValueAsString(@Nullable Object value) {
    return JsonText.write(json -> write(json, value));
  }

  @Override
  public byte[] writeValueAsBytes(@Nullable Object value) {
    return writeValueAsString(value).getBytes(UTF_8);
  }

  // The SDK names the type that it gets.
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T cast(@Nullable Object value) {
    return (T) value;
  }

  private static @Nullable Object convert(@Nullable Object value, Class<?> type) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (type.isRecord() && value instanceof Map<?, ?> fields) {
      return record(fields, type);
    }
    if (type == Long.class && value instanceof Integer number) {
      return Long.valueOf(number);
    }
    if (type == String.class && value instanceof Enum<?> word) {
      return word(word);
    }
    throw new IllegalArgumentException("not a " + type.getSimpleName());
  }

  private static Object record(Map<?, ?> fields, Class<?> type) {
    RecordComponent[] components = COMPONENTS.get(type);
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = convert(fields.get(nameOf(components[i])), types[i]);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static Map<String, Object> fieldsOf(Record value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof McpSchema.TextContent) {
      fields.put("type", McpSchema.TextContent.TYPE);
    }
    for (RecordComponent component : COMPONENTS.get(value.getClass())) {
      try {
        Object field = component.getAccessor().invoke(value);
        if (field != null) {
          fields.put(nameOf(component), field);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(value.getClass() + " cannot be read", e);
      }
    }
    return fields;
  }

  private static String nameOf(RecordComponent component) {
    String name = component.getName();
    return name.equals("meta") ? "_meta" : name;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof RawJson raw) {
      json.writeRawValue(raw.text());
    } else if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Record fields) {
      write(json, fieldsOf(fields));
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value instanceof Enum<?> word ? word(word) : value);
    }
  }
}
