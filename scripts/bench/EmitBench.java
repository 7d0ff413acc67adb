import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.AlertsBuilder;
import dev.atocore.alerts.event.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What an emit costs its caller while the webhook hangs; run by scripts/bench/alerts. */
final class EmitBench {
  private static final List<Socket> HELD = Collections.synchronizedList(new ArrayList<>());

  /** Arguments: a folder to work in, and how many emits. */
  public static void main(String[] args) throws IOException {
    Path work = Path.of(args[0]);
    int emits = Integer.parseInt(args[1]);
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread acceptor = new Thread(() -> hold(hung));
      acceptor.setDaemon(true);
      acceptor.start();
      String url = "http://127.0.0.1:" + hung.getLocalPort() + "/hook";
      double[] appends = appends(work.resolve("plain.log"), emits);
      // The first of a JVM's life: its compilers and the HTTP client's start compete for the cores.
      double[] cold = emits(builder(work.resolve("cold")).webhook(url), emits, null, 0, 0);
      double[] local = emits(builder(work.resolve("local")), emits, null, emits, 0);
      double[] alone = emits(builder(work.resolve("alone")).webhook(url), emits, null, emits, 1);
      double[] keyed =
          emits(builder(work.resolve("keyed")).webhook(url), emits, "same condition", emits, 1);
      System.out.println(
          "{" + line("append", appends) + "," + line("local", local) + "," + line("hung", alone)
              + "," + line("hung_keyed", keyed) + "," + line("hung_cold", cold) + "}");
    }
    System.exit(0);
  }

  private static AlertsBuilder builder(Path folder) {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .timeout(Duration.ofSeconds(5))
        .background();
  }

  private static void hold(ServerSocket server) {
    while (true) {
      try {
        HELD.add(server.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  /** The least that a line in a log costs: open, append, close. */
  private static double[] appends(Path file, int count) throws IOException {
    byte[] line = ("x".repeat(300) + "\n").getBytes();
    double[] ms = new double[count];
    for (int i = -count / 5; i < count; i++) {
      long start = System.nanoTime();
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (i >= 0) {
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return ms;
  }

  private static double[] emits(
      AlertsBuilder builder, int count, String key, int before, int connections) {
    double[] ms = new double[count];
    int held = HELD.size();
    try (Alerts alerts = builder.build()) {
      for (int i = -before; i < count; i++) {
        while (i == 0 && HELD.size() < held + connections) {
          Thread.onSpinWait();
        }
        AlertRequest request =
            AlertRequest.of(Severity.WARNING, "Queue is long", "214 candidates wait")
                .withContext(Map.of("i", i))
                .withKey(key);
        long start = System.nanoTime();
        alerts.emit(request);
        if (i >= 0) {
          ms[i] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    return ms;
  }

  private static String line(String name, double[] ms) {
    Arrays.sort(ms);
    return String.format(
        "\"%s\":{\"p50\":%.4f,\"p99\":%.4f,\"max\":%.4f}",
        name, ms[ms.length / 2], ms[(int) (ms.length * 0.99)], ms[ms.length - 1]);
  }
}
