package dev.atocore.server.api;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The description of this API, {@code openapi.json} beside this class. */
final class OpenApi {
  private OpenApi() {}

  static Answer answer(Request request) throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new FileNotFoundException("openapi.json is not in this build");
      }
      return Answer.bytes(200, "application/json", in.readAllBytes());
    }
  }
}
