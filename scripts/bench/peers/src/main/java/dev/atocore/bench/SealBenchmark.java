package dev.atocore.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What sealing and checking an entry costs beside SHA-256 of the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class SealBenchmark {
  private final String image = "{\"content\":\"" + Fill.text(7).repeat(3) + "\"}";
  private final AuditDraft draft =
      new AuditDraft(
          "01a20b9d-ea5d-7a6f-862a-cd88d9b5d959",
          2,
          AuditAction.PROMOTED,
          "bench",
          "p1",
          image,
          image,
          null,
          "2026-11-25T00:00:00.000000Z",
          "request",
          ByteString.copyOf(new byte[32]),
          Attribution.NONE);
  private final AuditEntry entry = AuditEntry.seal(1, draft);
  private final byte[] bytes = (image + image + draft).getBytes(UTF_8);

  /** Seals a draft. */
  @Benchmark
  public Object seal() {
    return AuditEntry.seal(1, draft);
  }

  /** Recomputes an entry's hash. */
  @Benchmark
  public Object check() {
    return entry.computeHash();
  }

  /** SHA-256 over as many bytes. */
  @Benchmark
  public Object sha256() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
