package dev.atocore.audit.extent;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.HashSum;
import dev.atocore.audit.sql.RowDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was put into the log so far, as the log itself counts it. Only first entries count: what
 * follows them is chained, and the row of the memory names the last.
 *
 * @param chains how many memories have had a first entry
 * @param chainSum the sum of the hashes of these entries, see {@link HashSum}
 * @param records how many records there are
 * @param recordHash the hash of the last of them; null when there is none
 */
public record LogExtent(
    long chains, ByteString chainSum, long records, @Nullable ByteString recordHash) {
  /** The table that it is kept in. */
  static final String TABLE = "audit_extent";

  LogExtent with(List<AuditEntry> firsts) {
    HashSum sum = HashSum.of(chainSum.shared());
    for (AuditEntry entry : firsts) {
      sum.add(entry.hash().shared());
    }
    return new LogExtent(chains + firsts.size(), ByteString.wrap(sum.bytes()), records, recordHash);
  }

  /** With what another part counted. */
  LogExtent withPart(LogExtent part) {
    HashSum sum = HashSum.of(chainSum.shared());
    sum.add(part.chainSum.shared());
    return new LogExtent(chains + part.chains, ByteString.wrap(sum.bytes()), records, recordHash);
  }

  LogExtent withRecord(ByteString hash) {
    return new LogExtent(chains, chainSum, records + 1, hash);
  }

  byte[] digest() {
    return RowDigest.of(TABLE, chains, chainSum, records, recordHash);
  }
}
