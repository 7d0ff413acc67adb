package dev.atocore.mcp.protocol;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.context.Prompts;
import dev.atocore.mcp.context.Resources;
import dev.atocore.mcp.json.RawJson;
import dev.atocore.mcp.json.RecordMapper;
import dev.atocore.mcp.tool.Failures;
import dev.atocore.mcp.tool.Tool;
import dev.atocore.mcp.tool.Toolbox;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.modern.JsonRpc;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpHeaders;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.modern.server.McpSyncResponse;
import io.modelcontextprotocol.modern.server.McpTransportResponse;
import io.modelcontextprotocol.modern.server.RequestStateCodec;
import io.modelcontextprotocol.modern.server.feature.McpSyncPrompt;
import io.modelcontextprotocol.modern.server.feature.McpSyncPromptRepository;
import io.modelcontextprotocol.modern.server.feature.McpSyncResource;
import io.modelcontextprotocol.modern.server.feature.McpSyncResourceRepository;
import io.modelcontextprotocol.modern.server.feature.McpSyncTool;
import io.modelcontextprotocol.modern.server.feature.McpSyncToolRepository;
import io.modelcontextprotocol.modern.server.feature.PromptsFeature;
import io.modelcontextprotocol.modern.server.feature.PromptsPage;
import io.modelcontextprotocol.modern.server.feature.ResourceTemplatesPage;
import io.modelcontextprotocol.modern.server.feature.ResourcesFeature;
import io.modelcontextprotocol.modern.server.feature.ResourcesPage;
import io.modelcontextprotocol.modern.server.feature.ToolsFeature;
import io.modelcontextprotocol.modern.server.feature.ToolsPage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SDK's server of the newest revision, with what this program offers. Thread-safe. */
final class NewestServer {
  private static final String CALLER = "dev.atocore.mcp.agent";

  /** Arguments are read by the tools, which say in a sentence what is wrong; results are ours. */
  private static final JsonSchemaValidator UNCHECKED =
      (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null);

  private static final McpSchema.CacheScope PRIVATE = McpSchema.CacheScope.PRIVATE;

  private final McpServer server;

  NewestServer(McpSchema.Implementation info, List<String> revisions) {
    RecordMapper mapper = RecordMapper.INSTANCE;
    server =
        McpServer.builder()
            .serverInfo(info)
            .instructions(Toolbox.instructions())
            .supportedVersions(revisions)
            .jsonMapper(mapper)
            .requestStateCodec(new NoState())
            .feature(ToolsFeature.ofSync(new OurTools(), mapper, UNCHECKED, 0, PRIVATE))
            .feature(ResourcesFeature.ofSync(new OurResources(), mapper, 0, PRIVATE))
            .feature(PromptsFeature.ofSync(new OurPrompts(), mapper, 0, PRIVATE))
            .build();
  }

  JsonRpc.JSONRPCResponse answer(JsonRpc.JSONRPCRequest request, Agent agent) {
    McpTransportContext context =
        McpTransportContext.create(
            Map.of(CALLER, agent, McpHeaders.TRANSPORT_CONTEXT_KEY, McpHeaders.NOT_MIRRORED));
    McpTransportResponse response = server.handleBlocking(context, request).block();
    if (response instanceof McpTransportResponse.Result result) {
      return result.response();
    }
    if (response instanceof McpTransportResponse.Error error) {
      return error.response();
    }
    throw new IllegalStateException("The SDK answered with a stream, which nothing here makes.");
  }

  private static Agent agent(McpRequestContext context) {
    McpSchema.Implementation client = context.clientInfo();
    return ((Agent) context.transportContext().get(CALLER))
        .onBehalfOf(client == null ? null : client.name());
  }

  private static McpException failed(RuntimeException failure) {
    if (failure instanceof McpException e) {
      return e;
    }
    boolean theirs =
        failure instanceof AtoCoreException e
            && (e.kind() == AtoCoreException.Kind.INVALID
                || e.kind() == AtoCoreException.Kind.FORBIDDEN);
    return new McpException(
        theirs ? Reply.INVALID_PARAMS : Reply.INTERNAL_ERROR, Failures.text(failure));
  }

  /** The tools as the SDK asks for them. */
  private static final class OurTools implements McpSyncToolRepository {
    @Override
    public ToolsPage list(McpRequestContext context, @Nullable String cursor) {
      return ToolsPage.of(Toolbox.of(agent(context)).stream().map(Tool::definition).toList());
    }

    /** Those that are not listed too: that they may not be used is the façade's word. */
    @Override
    @SuppressWarnings("NullAway") // The SDK takes null for an unknown name.
    public @Nullable McpSyncTool find(McpRequestContext context, String name) {
      Tool tool = Toolbox.find(name);
      return tool == null
          ? null
          : McpSyncTool.of(
              tool.definition(),
              (called, request) -> McpSyncResponse.result(call(tool, agent(called), request)));
    }

    private static McpSchema.CallToolOutcome call(
        Tool tool, Agent agent, McpSchema.CallToolRequest request) {
      Map<String, Object> arguments = request.arguments();
      try {
        Map<String, Object> given = arguments == null ? Map.of() : arguments;
        String result =
            tool.reads() ? agent.told(by -> tool.call(by, given)) : tool.call(agent, given);
        return result(result, new RawJson(result), false);
      } catch (RuntimeException e) {
        if (e instanceof ForbiddenException refusal) {
          agent.refused(refusal.code());
        }
        return result(Failures.text(e), null, true);
      }
    }

    @SuppressWarnings("NullAway") // The SDK leaves out what is null.
    private static McpSchema.CallToolResult result(
        String text, @Nullable Object structured, boolean failed) {
      return new McpSchema.CallToolResult(
          List.of(new McpSchema.TextContent(null, text, null)), structured, failed, null, null);
    }
  }

  /** The resources as the SDK asks for them. */
  private static final class OurResources implements McpSyncResourceRepository {
    @Override
    public ResourcesPage list(McpRequestContext context, @Nullable String cursor) {
      return ResourcesPage.of(Resources.list());
    }

    @Override
    public ResourceTemplatesPage listTemplates(McpRequestContext context, @Nullable String cursor) {
      return ResourceTemplatesPage.of(Resources.templates());
    }

    @Override
    @SuppressWarnings("NullAway") // The SDK takes null for an unknown address.
    public @Nullable McpSyncResource find(McpRequestContext context, String uri) {
      return Resources.isAddress(uri)
          ? McpSyncResource.of((read, request) -> McpSyncResponse.result(read(agent(read), uri)))
          : null;
    }

    private static McpSchema.ReadResourceOutcome read(Agent agent, String uri) {
      try {
        return agent.told(by -> Resources.read(by, uri));
      } catch (NotFoundException e) {
        throw new McpException(
            Reply.INVALID_PARAMS, Handshake.UNKNOWN_RESOURCE + uri, Map.of("uri", uri));
      } catch (RuntimeException e) {
        throw failed(e);
      }
    }
  }

  /** The prompts as the SDK asks for them. */
  private static final class OurPrompts implements McpSyncPromptRepository {
    @Override
    public PromptsPage list(McpRequestContext context, @Nullable String cursor) {
      return PromptsPage.of(Prompts.list());
    }

    @Override
    @SuppressWarnings("NullAway") // The SDK takes null for an unknown name.
    public @Nullable McpSyncPrompt find(McpRequestContext context, String name) {
      McpSchema.Prompt prompt = Prompts.find(name);
      return prompt == null
          ? null
          : McpSyncPrompt.of(
              prompt,
              (asked, request) ->
                  McpSyncResponse.result(fill(prompt, agent(asked), request.arguments())));
    }

    private static McpSchema.GetPromptOutcome fill(
        McpSchema.Prompt prompt, Agent agent, @Nullable Map<?, ?> arguments) {
      try {
        return agent.told(by -> Prompts.fill(prompt, by, arguments));
      } catch (RuntimeException e) {
        throw failed(e);
      }
    }
  }

  /** No request here asks its client for more, so there is no state to keep for an answer. */
  private static final class NoState implements RequestStateCodec {
    @Override
    public String seal(McpRequestContext context, String state) {
      throw new IllegalStateException("Nothing here asks for input.");
    }

    @Override
    public @Nullable String open(McpRequestContext context, String sealed) {
      return null;
    }
  }
}
