package dev.atocore.cli.run;

import dev.atocore.core.embedder.HttpEmbedder;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.core.search.EmbedderListener;
import dev.atocore.core.search.TextVectors;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What makes vectors, as the environment says. */
final class EmbedderChoice {
  static final String VARIABLE = "ATOCORE_EMBEDDER";

  /** In the optional module, which is looked for by this name alone. */
  private static final String IN_PROCESS = "dev.atocore.embeddings.MiniLmEmbedder";

  private static final String DEFAULT_MODEL = "default";

  private EmbedderChoice() {}

  /** Nothing of the embedder is loaded yet: that is done with the first text. */
  static TextVectors of(Map<String, String> env, EmbedderListener listener) {
    String word = CliSettings.variable(env, VARIABLE);
    return switch (word == null ? "off" : word.strip().toLowerCase(Locale.ROOT)) {
      case "off", "" -> TextVectors.OFF;
      case "http" -> new TextVectors(http(env), listener);
      case "minilm" -> new TextVectors(inProcess(), listener);
      default ->
          throw new InvalidInputException(
              VARIABLE + " is neither off, minilm nor http; unset it or set it to one of these");
    };
  }

  private static Embedder http(Map<String, String> env) {
    String url = CliSettings.variable(env, "ATOCORE_EMBEDDER_URL");
    if (url == null) {
      throw new InvalidInputException(
          VARIABLE
              + " is http: set ATOCORE_EMBEDDER_URL to the server, such as"
              + " http://127.0.0.1:11434");
    }
    String model = CliSettings.variable(env, "ATOCORE_EMBEDDER_MODEL");
    return new HttpEmbedder(
        url,
        model == null ? DEFAULT_MODEL : model,
        CliSettings.variable(env, "ATOCORE_EMBEDDER_KEY"));
  }

  private static Embedder inProcess() {
    try {
      return Class.forName(IN_PROCESS)
          .asSubclass(Embedder.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return new NotInstalled();
    }
  }

  /** Writes and searches go on without; whoever asks for vectors is told. */
  private static final class NotInstalled implements Embedder {
    @Override
    public String model() {
      return "all-minilm-l6-v2-q";
    }

    @Override
    public List<float[]> embed(List<String> texts, Duration wait) {
      throw new EmbedderException(
          "the model of ATOCORE_EMBEDDER=minilm is not installed; in a checkout run './mvnw -q"
              + " -DskipTests package', else add the jars of atocore-embeddings to the"
              + " installation",
          null);
    }
  }
}
