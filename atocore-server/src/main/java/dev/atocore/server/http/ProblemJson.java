package dev.atocore.server.http;

import java.io.IOException;

/** Problems as {@code application/problem+json}, RFC 9457. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * The type stays about:blank, so the title is that of the status; {@code code} distinguishes
   * kinds.
   */
  public static Answer answer(Request request, Problem problem) throws IOException {
    byte[] body =
        Answer.toJson(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", problem.title());
              json.writeNumberField("status", problem.status());
              json.writeStringField("detail", problem.detail());
              json.writeStringField("code", problem.code());
              json.writeStringField("request_id", request.id());
              json.writeEndObject();
            });
    return Answer.bytes(problem.status(), "application/problem+json", body)
        .headers(problem.headers());
  }
}
