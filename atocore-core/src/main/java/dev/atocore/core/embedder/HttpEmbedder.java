package dev.atocore.core.embedder;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that speaks OpenAI's protocol for vectors ({@code POST /v1/embeddings}): Ollama,
 * vLLM, LiteLLM, OpenAI. Thread-safe. Nothing of the HTTP client is loaded before the first text.
 */
public final class HttpEmbedder implements Embedder {
  private static final String PATH = "/v1/embeddings";
  private static final String END = "/embeddings";
  private static final String HIDDEN = "***";

  private final URI endpoint;
  private final String model;
  private final @Nullable String key;
  private volatile int dimensions;
  private @Nullable EmbeddingsClient client;

  /**
   * Asks that server.
   *
   * @param url the server's base ({@code http://127.0.0.1:11434}, with or without {@code /v1}) or
   *     the whole endpoint
   * @param model as the server calls it
   * @param key sent as a bearer token, and never shown; null for none
   * @throws InvalidInputException if the URL or the key is none
   */
  public HttpEmbedder(String url, String model, @Nullable String key) {
    this.endpoint = endpoint(url.strip());
    this.model = model;
    this.key = key == null || key.isBlank() ? null : key.strip();
    if (this.key != null && !this.key.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new InvalidInputException(
          "ATOCORE_EMBEDDER_KEY has characters that no HTTP header may have");
    }
  }

  private static URI endpoint(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw noUrl();
    }
    String scheme = uri.getScheme();
    if (scheme == null
        || uri.getHost() == null
        || !(scheme.toLowerCase(Locale.ROOT).equals("http")
            || scheme.toLowerCase(Locale.ROOT).equals("https"))
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw noUrl();
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (!path.endsWith(END)) {
      path += path.endsWith("/v1") ? END : PATH;
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(scheme + "://" + uri.getRawAuthority() + path + query);
  }

  /** The URL is not quoted: it may hold a password. */
  private static InvalidInputException noUrl() {
    return new InvalidInputException(
        "ATOCORE_EMBEDDER_URL is no URL of an embedding server; give http://HOST:PORT or https://…"
            + " without a user (ATOCORE_EMBEDDER_KEY is for the key)");
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public List<float[]> embed(List<String> texts, Duration wait) {
    try {
      List<float[]> vectors = client().embed(texts, wait);
      int length = vectors.get(0).length;
      for (float[] vector : vectors) {
        if (vector.length != length || (dimensions != 0 && vector.length != dimensions)) {
          throw new EmbedderException(place() + " gave vectors of different sizes", null);
        }
      }
      dimensions = length;
      return vectors;
    } catch (EmbedderException e) {
      String message = String.valueOf(e.getMessage());
      String masked = key == null ? message : message.replace(key, HIDDEN);
      // Without its cause: that may quote the request, and the request has the key.
      throw new EmbedderException(masked, null);
    }
  }

  private synchronized EmbeddingsClient client() {
    EmbeddingsClient current = client;
    if (current == null) {
      current = new EmbeddingsClient(endpoint, place(), model, key);
      client = current;
    }
    return current;
  }

  /** What errors call it: without its query, which may hold a secret. */
  private String place() {
    return "the embedder at "
        + endpoint.getScheme()
        + "://"
        + endpoint.getRawAuthority()
        + endpoint.getRawPath();
  }
}
