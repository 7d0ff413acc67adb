package dev.atocore.core.db.postgres;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreUrl;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in the operator's words what the server meant. */
final class PostgresErrors {
  private PostgresErrors() {}

  /**
   * A deadlock, a transaction that met another or made the same row at once, or a connection that
   * was lost: the same again may well succeed.
   */
  static boolean isWorthAnotherTry(SQLException error) {
    String state = state(error);
    return met(state)
        || state.equals("23505")
        || (isLost(error) && !state.equals("08001") && !state.equals("08004"));
  }

  /** Nothing is wrong with what was to be written. */
  static boolean isPassing(SQLException error) {
    String state = state(error);
    return met(state) || state.equals("55P03") || isLost(error);
  }

  private static boolean met(String state) {
    return state.equals("40P01") || state.equals("40001");
  }

  /** The connection was there and is gone, or the server ends it: nobody answers any more. */
  static boolean isLost(SQLException error) {
    String state = state(error);
    return state.startsWith("08")
        || state.equals("57P01")
        || state.equals("57P02")
        || state.equals("57P03")
        || state.equals("57P05")
        || state.equals("25P03");
  }

  static StoreException translate(SQLException error, StoreUrl store) {
    // The server ended a connection that did nothing for too long.
    String state = state(error).equals("25P03") ? "08006" : state(error);
    String said = said(error);
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "28", "57", "3D" ->
          state.equals("57014")
              ? new StoreException(
                  "store_error",
                  "the server ended a statement that took too long or was cancelled: "
                      + said
                      + "; ATOCORE_POSTGRES_STATEMENT_TIMEOUT gives it longer",
                  error)
              : new StoreException(
                  "store_unreachable",
                  "the store "
                      + store
                      + " cannot be reached: "
                      + said
                      + "; check the server, the name of the database and the login",
                  error);
      case "40", "55" ->
          new StoreException(
              "store_busy",
              "another process holds the store " + store + " for too long; run it again",
              error);
      case "53" ->
          state.equals("53100")
              ? new StoreException(
                  StoreException.DISK_FULL,
                  "the server's disk is full: this change was not written to "
                      + store
                      + "; make room and run it again",
                  error)
              : new StoreException(
                  "store_unreachable", "the server of " + store + " takes no more: " + said, error);
      case "XX" ->
          new StoreException(
              "store_corrupt",
              "the database of the store "
                  + store
                  + " is damaged: "
                  + said
                  + "; see the server's log, and restore a backup of the server",
              error);
      case "25" ->
          new StoreException(
              "store_unwritable",
              "the store " + store + " is read-only here (" + said + "): nothing was written",
              error);
      default ->
          state.equals("42501")
              ? new StoreException(
                  "store_unwritable",
                  "the login may not do that in the store " + store + ": " + said,
                  error)
              : new StoreException(
                  "store_error", "the store " + store + " answered: " + said, error);
    };
  }

  static StoreException notAStore(StoreUrl store, String why) {
    return new StoreException(
        "not_a_store",
        store + " is no AtoCore store: " + why + "; name another database or schema with --db",
        null);
  }

  private static String state(SQLException error) {
    String state = error.getSQLState();
    return state == null ? "" : state;
  }

  /** The server's message in one line: its details may quote rows. */
  private static String said(SQLException error) {
    ServerErrorMessage server =
        error instanceof PSQLException known ? known.getServerErrorMessage() : null;
    String message = server == null ? error.getMessage() : server.getMessage();
    String line = message == null ? "no reason given" : message.lines().findFirst().orElse("");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
