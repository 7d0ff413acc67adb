package dev.atocore.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Request;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The description of this API, {@code openapi.json} beside this class. */
final class OpenApi {
  private static final String SERVER = "\"url\": \"/\"";

  private final BasePath base;

  OpenApi(BasePath base) {
    this.base = base;
  }

  Answer answer(Request request) throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new FileNotFoundException("openapi.json is not in this build");
      }
      String text = new String(in.readAllBytes(), UTF_8);
      return Answer.bytes(200, "application/json", at(text).getBytes(UTF_8));
    }
  }

  private String at(String text) {
    return base.equals(BasePath.NONE)
        ? text
        : text.replace(SERVER, "\"url\": \"" + base.text() + "\"");
  }
}
