package dev.atocore.core.embedder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.testing.EmbeddingServer;
import dev.atocore.testing.WordVectors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEmbedderTest {
  private static final String KEY = "sk-secret/0123456789";
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final EmbeddingServer server = new EmbeddingServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1", "/v1/", "/v1/embeddings", "/v1/embeddings/"})
  void url_isTheBaseOrTheWholeEndpoint(String path) {
    HttpEmbedder embedder = new HttpEmbedder(server.url() + path, "words", KEY);

    List<float[]> vectors = embedder.embed(List.of("a \"car\"\nand a cat", "pump"), WAIT);

    assertThat(vectors.get(0)).containsExactly(WordVectors.of("a \"car\"\nand a cat"));
    assertThat(vectors.get(1)).containsExactly(WordVectors.of("pump"));
    assertThat(embedder.dimensions()).isEqualTo(WordVectors.DIMENSIONS);
    assertThat(server.authorization()).isEqualTo("Bearer " + KEY);
  }

  @Test
  void tooManyRequests_areAskedAgainAsTheServerSays() {
    server.refuse(2, 429, "0");
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", null);

    assertThat(embedder.embed(List.of("pump"), WAIT)).hasSize(1);
  }

  @Test
  void retryAfterBeyondTheTime_isNotWaitedFor() {
    server.refuse(1, 429, "3600");
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", null);

    assertThatThrownBy(() -> embedder.embed(List.of("pump"), WAIT))
        .isInstanceOf(EmbedderException.class)
        .hasMessageContaining("429");
  }

  @Test
  void keyThatTheServerQuotes_isNotShown() {
    server.refuse(1, 401, "");
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", KEY);

    assertThatThrownBy(() -> embedder.embed(List.of("pump"), WAIT))
        .hasMessageContaining("401")
        .hasMessageContaining("***")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void silence_endsInTime() {
    server.fallSilent(true);
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", null);

    assertThatThrownBy(() -> embedder.embed(List.of("pump"), Duration.ofMillis(300)))
        .isInstanceOf(EmbedderException.class)
        .hasMessageContaining("did not answer in time");
  }

  @Test
  void anotherSizeThanBefore_isRefused() {
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", null);
    embedder.embed(List.of("pump"), WAIT);
    server.dimensions(64);

    assertThatThrownBy(() -> embedder.embed(List.of("pump"), WAIT))
        .hasMessageContaining("different sizes");
  }

  @Test
  void nobodyThere_isSaidInOneLine() {
    server.close();
    HttpEmbedder embedder = new HttpEmbedder(server.url(), "words", null);

    assertThatThrownBy(() -> embedder.embed(List.of("pump"), WAIT))
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "ftp://host", "http://user:pass@host", "http://", "a b"})
  void urlThatIsNone_isNotQuoted(String url) {
    assertThatThrownBy(() -> new HttpEmbedder(url, "words", null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ATOCORE_EMBEDDER_URL")
        .hasMessageNotContaining("pass@");
  }
}
