package dev.atocore.core.change;

import java.sql.SQLException;

/** The log did not take the entry: the change runs again with the spool in its place. */
final class AuditInsertFailedException extends RuntimeException {
  AuditInsertFailedException(SQLException cause) {
    super(cause);
  }
}
