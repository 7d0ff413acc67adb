package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFiles;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A write-ahead log that is never written back: a reader that does not end holds it. */
public final class WalStuck extends BuiltInCheck {
  /** AtoCore writes it back at 16 MB; a long read may let it grow for a while. */
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  public WalStuck() {
    super(
        "wal-stuck",
        Severity.WARNING,
        "a write-ahead log of more than 256 MB: some program reads and never ends",
        "end the program that holds the store open ('fuser' names it)",
        Capability.WAL);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    try {
      long bytes = StoreFiles.walBytes(context.store().file());
      if (bytes > MOST_BYTES) {
        findings.add(
            "wal", Details.of("the write-ahead log is not written back").with("bytes", bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the write-ahead log cannot be looked at", e);
    }
  }
}
