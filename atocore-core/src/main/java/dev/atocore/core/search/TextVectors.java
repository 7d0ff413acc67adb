package dev.atocore.core.search;

import dev.atocore.audit.io.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedder of a store, and what it made lately: vectors are made before a lock is taken and
 * found again by their text when its row is written. An embedder that failed is let alone for a
 * while, so that no write and no search waits for it twice. Thread-safe.
 */
public final class TextVectors implements AutoCloseable {
  /** Without an embedder. */
  public static final TextVectors OFF = new TextVectors(null, EmbedderListener.NONE);

  /** How long a write or a search waits for an embedder. */
  static final Duration WAIT = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.search.TextVectors");

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Two batches of an import. */
  private static final int KEPT = 2_500;

  private static final int DIGEST_BYTES = 16;

  private final @Nullable Embedder embedder;
  private final EmbedderListener listener;
  private final Map<String, Embedding> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
          return size() > KEPT;
        }
      };

  private @Nullable EmbedderException failure;
  private long failedAt;
  private boolean works;

  /** The vectors of that embedder; null for none. */
  public TextVectors(@Nullable Embedder embedder, EmbedderListener listener) {
    this.embedder = embedder;
    this.listener = listener;
  }

  /** Whether there is an embedder. */
  public boolean isOn() {
    return embedder != null;
  }

  /** The model of its vectors; empty without an embedder. */
  public String model() {
    return embedder == null ? "" : embedder.model();
  }

  /** How many numbers its vectors have; 0 while that is not known. */
  public int dimensions() {
    return embedder == null ? 0 : embedder.dimensions();
  }

  /** What is kept with a vector of the text it was made from: the half of its SHA-256. */
  public static byte[] digest(String text) {
    return Arrays.copyOf(Sha256.of(text), DIGEST_BYTES);
  }

  /** Makes the vectors of texts that are about to be written, if it can. Never fails. */
  public void prepare(List<String> texts) {
    if (embedder == null || isResting() != null) {
      return;
    }
    try {
      make(texts, WAIT);
    } catch (EmbedderException e) {
      log.warn("Texts are written without vectors: {}", e.getMessage());
    }
  }

  /** The vector of a text that was prepared; null when it was not. */
  public @Nullable Embedding find(String text) {
    if (embedder == null) {
      return null;
    }
    synchronized (made) {
      return made.get(key(text));
    }
  }

  /**
   * The vector of a question.
   *
   * @throws EmbedderException if there is none within {@link #WAIT}
   */
  public Embedding question(String text) {
    EmbedderException before = isResting();
    if (before != null) {
      throw before;
    }
    return make(List.of(text), WAIT).get(0);
  }

  /**
   * Makes the vectors of texts, in batches; what was made lately is not made again.
   *
   * @param wait how long each batch may take
   * @throws EmbedderException if one could not be made
   */
  public List<Embedding> make(List<String> texts, Duration wait) {
    Embedder maker = embedder;
    if (maker == null) {
      throw new EmbedderException("there is no embedder; ATOCORE_EMBEDDER says which", null);
    }
    Set<String> distinct = new LinkedHashSet<>(texts);
    Map<String, Embedding> vectors = new LinkedHashMap<>();
    for (String text : distinct) {
      Embedding known = find(text);
      if (known != null) {
        vectors.put(text, known);
      }
    }
    distinct.removeAll(vectors.keySet());
    List<String> missing = new ArrayList<>(distinct);
    int batch = Math.max(1, maker.batch());
    for (int from = 0; from < missing.size(); from += batch) {
      List<String> some = missing.subList(from, Math.min(missing.size(), from + batch));
      List<Embedding> of = ask(maker, some, wait);
      for (int i = 0; i < some.size(); i++) {
        vectors.put(some.get(i), of.get(i));
      }
    }
    List<Embedding> all = new ArrayList<>(texts.size());
    for (String text : texts) {
      Embedding vector = vectors.get(text);
      if (vector != null) {
        all.add(vector);
      }
    }
    return all;
  }

  private List<Embedding> ask(Embedder maker, List<String> texts, Duration wait) {
    List<Embedding> vectors = new ArrayList<>(texts.size());
    try {
      List<float[]> numbers = maker.embed(texts, wait);
      if (numbers.size() != texts.size()) {
        throw new EmbedderException(
            "the embedder gave " + numbers.size() + " vectors for " + texts.size() + " texts",
            null);
      }
      for (float[] one : numbers) {
        vectors.add(Embedding.of(one));
      }
    } catch (EmbedderException e) {
      failed(e);
      throw e;
    }
    synchronized (made) {
      for (int i = 0; i < texts.size(); i++) {
        made.put(key(texts.get(i)), vectors.get(i));
      }
    }
    worked();
    return vectors;
  }

  private synchronized @Nullable EmbedderException isResting() {
    return failure != null && System.nanoTime() - failedAt < REST_NANOS ? failure : null;
  }

  private void failed(EmbedderException why) {
    synchronized (this) {
      failure = why;
      failedAt = System.nanoTime();
      works = false;
    }
    tell(() -> listener.onFailure(why));
  }

  private void worked() {
    synchronized (this) {
      failure = null;
      if (works) {
        return;
      }
      works = true;
    }
    tell(listener::onSuccess);
  }

  private static void tell(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      log.error("The listener to the embedder failed: {}", e.toString());
    }
  }

  private static String key(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  /** Gives back what the embedder holds. */
  @Override
  public void close() {
    if (embedder != null) {
      embedder.close();
    }
  }
}
