package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Too little room for another night. */
public final class DiskNearlyFull extends BuiltInCheck {
  private static final long LEAST_BYTES = 32L * 1024 * 1024;

  public DiskNearlyFull() {
    super(
        "disk-nearly-full",
        Severity.WARNING,
        "less than 32 MB free on the disk of the store",
        "make room: a full disk stops every change",
        Capability.FILES);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    try {
      long free = Files.getFileStore(context.store().file()).getUsableSpace();
      if (free < LEAST_BYTES) {
        findings.add("disk", Details.of("the disk is nearly full").with("free_bytes", free));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of the store cannot be looked at", e);
    }
  }
}
