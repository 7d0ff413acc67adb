package dev.atocore.core.log;

import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.VerifyListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what a verification finds missing together with what is on record about it. */
final class MissingEntries implements VerifyListener {
  private final Map<String, AuditGap> records = new HashMap<>();
  private final List<MissingEntry> missing = new ArrayList<>();

  MissingEntries(List<AuditGap> gaps) {
    for (AuditGap gap : gaps) {
      records.put(key(gap.kind(), gap.memoryId(), gap.version()), gap);
    }
  }

  List<MissingEntry> found() {
    return missing;
  }

  @Override
  public void problem(AuditProblem problem) {
    if (problem.verdict() != AuditProblem.Verdict.MISSING
        && problem.verdict() != AuditProblem.Verdict.TRUNCATED) {
      return;
    }
    String memoryId = problem.memoryId();
    long from = problem.version();
    long to = problem.toVersion();
    // What is on record is told one by one; there is little of it, while a row that another program
    // wrote may claim any version.
    List<Long> onRecord =
        records.values().stream()
            .filter(gap -> gap.kind() == AuditGap.Kind.LOST && gap.memoryId().equals(memoryId))
            .map(AuditGap::version)
            .filter(version -> version >= problem.version() && version <= to)
            .sorted()
            .toList();
    for (long version : onRecord) {
      add(memoryId, from, version - 1);
      missing.add(
          new MissingEntry(
              memoryId, version, version, record(AuditGap.Kind.LOST, memoryId, version), null));
      from = version + 1;
    }
    add(memoryId, from, to);
  }

  @Override
  public void notice(AuditNotice notice) {
    if (notice.kind() == AuditNotice.Kind.ACKNOWLEDGED) {
      String memoryId = notice.memoryId();
      long version = notice.version();
      missing.add(
          new MissingEntry(
              memoryId,
              version,
              version,
              record(AuditGap.Kind.LOST, memoryId, version),
              record(AuditGap.Kind.ACKNOWLEDGED, memoryId, version)));
    }
  }

  private void add(String memoryId, long from, long to) {
    if (from <= to) {
      missing.add(new MissingEntry(memoryId, from, to, null, null));
    }
  }

  private @Nullable AuditGap record(AuditGap.Kind kind, String memoryId, long version) {
    return records.get(key(kind, memoryId, version));
  }

  private static String key(AuditGap.Kind kind, String memoryId, long version) {
    return kind.word() + " " + version + " " + memoryId;
  }
}
