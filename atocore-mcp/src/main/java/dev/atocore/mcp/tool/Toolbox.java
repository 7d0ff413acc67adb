package dev.atocore.mcp.tool;

import dev.atocore.core.access.Act;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.json.JsonText;
import dev.atocore.mcp.json.RecordMapper;
import io.modelcontextprotocol.modern.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tools there are. What the model is shown of them is in {@code tools.json}, which is read when
 * it is first asked for.
 */
public final class Toolbox {
  private final String instructions;
  private final List<Tool> tools = new ArrayList<>();

  private Toolbox() {
    Map<?, ?> file = file();
    instructions = String.valueOf(file.get("instructions"));
    Map<?, ?> outputs = map(file.get("outputs"));
    if (file.get("tools") instanceof List<?> all) {
      for (Object one : all) {
        Map<String, @Nullable Object> fields = fields(one);
        fields.put("outputSchema", outputs.get(fields.get("outputSchema")));
        tools.add(tool(RecordMapper.INSTANCE.convertValue(fields, McpSchema.Tool.class)));
      }
    }
  }

  /** What a model should know before it uses any of them. */
  public static String instructions() {
    return Holder.ALL.instructions;
  }

  /** Those that an agent may use, always in the same order. */
  public static List<Tool> of(Agent agent) {
    return Holder.ALL.tools.stream().filter(tool -> tool.isFor(agent)).toList();
  }

  /** The tool of that name, whoever may use it; null when there is none. */
  public static @Nullable Tool find(String name) {
    for (Tool tool : Holder.ALL.tools) {
      if (tool.definition().name().equals(name)) {
        return tool;
      }
    }
    return null;
  }

  /** With the least that is done with it. */
  private static Tool tool(McpSchema.Tool definition) {
    return switch (definition.name()) {
      case "memory_search" -> new Tool(definition, Act.READ, MemoryTools::search);
      case "memory_get" -> new Tool(definition, Act.READ, MemoryTools::get);
      case "memory_history" -> new Tool(definition, Act.READ, MemoryTools::history);
      case "memory_propose" -> new Tool(definition, Act.PROPOSE, MemoryTools::propose);
      case "memory_update" -> new Tool(definition, Act.UPDATE, MemoryTools::update);
      case "memory_decide" -> new Tool(definition, Act.REJECT, MemoryTools::decide);
      case "memory_reinforce" -> new Tool(definition, Act.REINFORCE, MemoryTools::reinforce);
      default -> throw new IllegalStateException("Nothing does " + definition.name() + ".");
    };
  }

  private static Map<?, ?> file() {
    try (InputStream in = Toolbox.class.getResourceAsStream("tools.json")) {
      if (in == null) {
        throw new IllegalStateException("tools.json is not in this build");
      }
      Map<String, @Nullable Object> file = fields(JsonText.parse(in.readAllBytes()));
      Map<String, @Nullable Object> outputs = fields(file.get("outputs"));
      outputs.put("memories", withMemory(outputs.get("memories"), outputs.get("memory")));
      file.put("outputs", outputs);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("tools.json cannot be read", e);
    }
  }

  /** The schema with that of a memory where it refers to it. */
  private static @Nullable Object withMemory(@Nullable Object schema, @Nullable Object memory) {
    if (!(schema instanceof Map<?, ?> map)) {
      return schema;
    }
    if ("#memory".equals(map.get("$ref"))) {
      return memory;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), withMemory(value, memory)));
    return copy;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map(value).forEach((name, field) -> fields.put(String.valueOf(name), field));
    return fields;
  }

  /** Made on first use. */
  private static final class Holder {
    static final Toolbox ALL = new Toolbox();
  }
}
