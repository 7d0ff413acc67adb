package dev.atocore.embeddings;

import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The sentence model all-MiniLM-L6-v2, quantised, run by ONNX within this process: no network, some
 * milliseconds a text. Long texts are taken in pieces and averaged. Loaded with the first text;
 * thread-safe.
 */
public final class MiniLmEmbedder implements Embedder {
  private static final int DIMENSIONS = 384;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors()),
          work -> {
            Thread thread = new Thread(work, "atocore-embeddings");
            // A command that is over does not wait for them.
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable EmbeddingModel model;

  /** Loads nothing yet. */
  public MiniLmEmbedder() {}

  @Override
  public String model() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts, Duration wait) {
    List<TextSegment> segments = new ArrayList<>(texts.size());
    for (String text : texts) {
      segments.add(TextSegment.from(text.isBlank() ? "." : text));
    }
    try {
      List<float[]> vectors = new ArrayList<>(texts.size());
      for (Embedding embedding : loaded().embedAll(segments).content()) {
        vectors.add(embedding.vector());
      }
      return vectors;
    } catch (RuntimeException | LinkageError e) {
      throw new EmbedderException("the model all-MiniLM-L6-v2 failed: " + e, e);
    }
  }

  private synchronized EmbeddingModel loaded() {
    EmbeddingModel current = model;
    if (current == null) {
      current = new AllMiniLmL6V2QuantizedEmbeddingModel(threads);
      model = current;
    }
    return current;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
