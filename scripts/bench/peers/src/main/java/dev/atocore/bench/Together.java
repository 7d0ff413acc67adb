package dev.atocore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Eight threads that share a work out among them. */
final class Together {
  static final int THREADS = 8;

  private Together() {}

  /** One piece of the work. */
  interface Piece {
    void take(int number) throws Exception;
  }

  /** Each thread takes its own eighth of the pieces, one after the other. */
  static void each(int count, Piece piece) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    int each = count / THREADS;
    for (int t = 0; t < THREADS; t++) {
      int from = t * each;
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = from; i < from + each; i++) {
                    piece.take(i);
                  }
                } catch (Exception e) {
                  failure.set(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }
}
