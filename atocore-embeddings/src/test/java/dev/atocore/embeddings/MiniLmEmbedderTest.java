package dev.atocore.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.search.Embedding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {
  @Test
  void textsThatMeanTheSame_pointTheSameWay() {
    try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
      List<float[]> vectors =
          embedder.embed(
              List.of(
                  "The physician bought a car", "A doctor purchased an automobile", "Pumps leak"),
              Duration.ofMinutes(1));

      assertThat(vectors).hasSize(3).allSatisfy(vector -> assertThat(vector).hasSize(384));
      Embedding first = Embedding.of(vectors.get(0));
      double same = first.similarity(Embedding.of(vectors.get(1)).vector());
      double other = first.similarity(Embedding.of(vectors.get(2)).vector());
      assertThat(same).isGreaterThan(0.6).isGreaterThan(other + 0.3);
    }
  }
}
