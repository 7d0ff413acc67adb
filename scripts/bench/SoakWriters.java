import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.store.StoreUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What scripts/bench/soak runs: {@code begin}, {@code write} in each process, {@code end}. */
final class SoakWriters {
  private static final Change CHANGE = Change.by("soak");

  /** How many memories all writers change. */
  private static final int SHARED = 16;

  public static void main(String[] args) throws InterruptedException {
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(new StoreUrl(args[1])))) {
      switch (args[0]) {
        case "begin" -> begin(store);
        case "write" ->
            write(store, args[2], Integer.parseInt(args[3]), Long.parseLong(args[4]) * 1_000);
        case "end" -> end(store, args[2], Long.parseLong(args[3]), Long.parseLong(args[4]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void begin(MemoryStore store) {
    for (int i = 0; i < SHARED; i++) {
      Memory memory =
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "shared " + i), CHANGE);
      System.out.println(memory.id());
    }
  }

  /** Prints how many changes of shared memories and how many of its own it made. */
  private static void write(MemoryStore store, String ids, int threads, long millis)
      throws InterruptedException {
    List<String> shared = List.of(ids.split(",", -1));
    AtomicLong ofShared = new AtomicLong();
    AtomicLong ofOwn = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    long end = System.currentTimeMillis() + millis;
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                Random random = new Random();
                while (System.currentTimeMillis() < end) {
                  step(store, shared, random, ofShared, ofOwn, refused);
                }
              });
      thread.setUncaughtExceptionHandler(
          (which, error) -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(3);
          });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    System.out.println(ofShared + " " + ofOwn + " " + refused);
  }

  private static void step(
      MemoryStore store,
      List<String> shared,
      Random random,
      AtomicLong ofShared,
      AtomicLong ofOwn,
      AtomicLong refused) {
    switch (random.nextInt(4)) {
      case 0 -> {
        store.memories().reinforce(shared.get(random.nextInt(SHARED)), 0, CHANGE);
        ofShared.incrementAndGet();
      }
      case 1 -> {
        List<String> some = new ArrayList<>(shared);
        Collections.shuffle(some, random);
        List<String> group = some.subList(0, 4);
        store.memories().changeEach(group, new EachChange.Reinforce(0), CHANGE, outcome -> {});
        ofShared.addAndGet(group.size());
      }
      case 2 -> {
        // Few texts, so that several writers propose the same at once.
        try {
          store
              .memories()
              .create(NewMemory.of(MemoryType.EPISODIC, "text " + random.nextInt(5_000)), CHANGE);
          ofOwn.incrementAndGet();
        } catch (DuplicateException e) {
          refused.incrementAndGet();
        }
      }
      default -> {
        Memory own =
            store
                .memories()
                .create(
                    NewMemory.of(MemoryType.EPISODIC, "own " + random.nextLong()).project("soak"),
                    CHANGE);
        store.memories().promote(own.id(), CHANGE);
        ofOwn.addAndGet(2);
      }
    }
  }

  /** Holds the store against what the writers said. */
  private static void end(MemoryStore store, String ids, long ofShared, long ofOwn) {
    long sum = 0;
    for (String id : ids.split(",", -1)) {
      sum += store.memories().get(id).version() - 1;
    }
    VerifyReport report =
        store.audit().verify(null, problem -> System.out.println("problem: " + problem));
    long entries = store.audit().status().entries();
    boolean right = sum == ofShared && entries == SHARED + ofShared + ofOwn && report.ok();
    System.out.println(
        "entries "
            + entries
            + " of "
            + (SHARED + ofShared + ofOwn)
            + ", versions "
            + sum
            + " of "
            + ofShared
            + " changes, verify "
            + (report.ok() ? "ok" : "NOT ok")
            + ", spool "
            + (store.audit().spool().isEmpty() ? "empty" : "NOT empty"));
    if (!right || !store.audit().spool().isEmpty()) {
      System.exit(1);
    }
  }
}
