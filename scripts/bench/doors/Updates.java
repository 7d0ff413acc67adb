import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Audited updates of single memories by the library on the class path: {@code Updates STORE COUNT}.
 * Each line on stdin is a round of COUNT updates; the CPU time of its thread in ms is answered:
 * that of the process has ticks of 10 ms. It uses what earlier versions have too.
 */
public final class Updates {
  private Updates() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    int count = Integer.parseInt(args[1]);
    Change bench = Change.by("bench");
    try (MemoryStore store = MemoryStore.open(Path.of(args[0]))) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String text = "Fact " + i + ": the pump of garden " + i % 31 + " runs at night";
        ids.add(store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, text), bench).id());
      }
      System.out.println("ready");
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      int round = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        double confidence = ++round % 2 == 0 ? 0.25 : 0.75;
        long before = cpu.getCurrentThreadCpuTime();
        for (String id : ids) {
          store.memories().update(id, MemoryPatch.none().confidence(confidence), bench);
        }
        System.out.println((cpu.getCurrentThreadCpuTime() - before) / 1e6);
      }
    }
  }
}
