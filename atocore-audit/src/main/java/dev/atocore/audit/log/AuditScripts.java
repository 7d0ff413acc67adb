package dev.atocore.audit.log;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that make the tables of the log, for whoever owns the schema: on the module path a
 * module's files are its own.
 */
public final class AuditScripts {
  private AuditScripts() {}

  /** The script of that name, such as {@code V002__memory_audit.up.sql}; null if there is none. */
  public static @Nullable InputStream open(String name) {
    return AuditScripts.class.getResourceAsStream("migration/" + name);
  }
}
