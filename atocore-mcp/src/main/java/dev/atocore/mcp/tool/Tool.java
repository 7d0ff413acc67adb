package dev.atocore.mcp.tool;

import dev.atocore.core.access.Act;
import dev.atocore.mcp.agent.Agent;
import io.modelcontextprotocol.modern.McpSchema;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tool.
 *
 * @param definition what the model is shown
 * @param act what it does at least; who may do that to no memory at all does not see the tool
 * @param work does it
 */
public record Tool(McpSchema.Tool definition, Act act, Work work) {
  /** What a tool does. */
  @FunctionalInterface
  interface Work {
    /** The result as one JSON object; for a change after it is committed. */
    String run(Agent agent, Arguments arguments);
  }

  /** Whether it is there for that agent. */
  public boolean isFor(Agent agent) {
    return agent.principal().role().includes(act.ofOwn());
  }

  /** Whether it tells what memories say and changes nothing. */
  public boolean reads() {
    return act == Act.READ;
  }

  /**
   * Calls it.
   *
   * @return the result as one JSON object
   */
  public String call(Agent agent, Map<String, ? extends @Nullable Object> arguments) {
    return work.run(agent, Arguments.of(definition.name(), arguments, names()));
  }

  private Set<String> names() {
    return definition.inputSchema().get("properties") instanceof Map<?, ?> properties
        ? Set.copyOf(properties.keySet().stream().map(String::valueOf).toList())
        : Set.of();
  }
}
