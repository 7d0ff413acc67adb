package dev.atocore.core.search;

/** Is told how the embedder of a store fares. Called on the thread that asked it; thread-safe. */
public interface EmbedderListener {
  /** Listens to nothing. */
  EmbedderListener NONE =
      new EmbedderListener() {
        @Override
        public void onFailure(EmbedderException failure) {}

        @Override
        public void onSuccess() {}
      };

  /** It failed, and it was not just known to fail. */
  void onFailure(EmbedderException failure);

  /** It made vectors, the first since the store was opened or since it failed. */
  void onSuccess();
}
