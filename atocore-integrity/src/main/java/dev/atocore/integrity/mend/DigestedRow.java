package dev.atocore.integrity.mend;

import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Spelled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table whose rows carry digests, as findings tell of it and the steps of a repair
 * name it: {@code projects#12} by its number, or {@code projects#(0,12)} by its place where a
 * database has no numbers.
 */
public final class DigestedRow {
  /** What a check of them says where it leaves large tables out. */
  public static final String ONLY_IN_FULL =
      "documents, chunks, evidence and the sealed tree of a store this large are looked at in a"
          + " full run only";

  private static final Pattern PLACE = Pattern.compile("-?\\d{1,19}|\\(\\d{1,10},\\d{1,5}\\)");

  private static final Spelled QUOTE = new Spelled("quote", "quote_nullable");
  private static final Spelled AT_PLACE = new Spelled("rowid = ?", "ctid = CAST(? AS tid)");

  private final DigestedTable table;
  private final String place;

  private DigestedRow(DigestedTable table, String place) {
    this.table = table;
    this.place = place;
  }

  /** The row with that name; null when it names none that may be accepted as it is. */
  private static @Nullable DigestedRow of(String name) {
    int mark = name.lastIndexOf('#');
    for (DigestedTable table : DigestedTable.values()) {
      if (mark > 0 && table.table().equals(name.substring(0, mark)) && mayBeAccepted(table)) {
        String place = name.substring(mark + 1);
        return PLACE.matcher(place).matches() ? new DigestedRow(table, place) : null;
      }
    }
    return null;
  }

  /** Plans to accept the row that a finding is about, if it may be accepted. */
  public static boolean mend(Finding finding, String place, RepairSteps steps) throws SQLException {
    String row = finding.details().text("table") + "#" + place;
    return steps.adopt() && of(row) != null && steps.add(RepairAction.ACCEPT_ROW, row);
  }

  /**
   * What a finding calls the row: by its keys, or by its number where it has none.
   *
   * @param row with the columns of the table, and {@code rowid} where it has no keys
   */
  @SuppressWarnings("exports") // For the checks of this module alone.
  public static String subject(DigestedTable table, ResultSet row) throws SQLException {
    StringBuilder subject = new StringBuilder(table.table());
    for (String key : table.columns().subList(0, table.keys())) {
      subject.append('/').append(row.getString(key));
    }
    if (table.keys() == 0) {
      subject.append('/').append(row.getLong("rowid"));
    }
    return subject.toString();
  }

  /** Details with what the row belongs to. */
  @SuppressWarnings("exports") // For the checks of this module alone.
  public static Details named(DigestedTable table, ResultSet row, Details details)
      throws SQLException {
    return switch (table) {
      case PROJECTS -> details.with("project", row.getString("id"));
      case PROJECT_STATE -> details.with("project", row.getString("project"));
      case SOURCE_DOCUMENTS -> details.with("document_id", row.getString("id"));
      case SOURCE_CHUNKS ->
          details
              .with("document_id", row.getString("document_id"))
              .with("chunk_id", row.getString("id"));
      case MEMORY_EVIDENCE, MEMORY_REFUSALS ->
          details.with("memory_id", row.getString("memory_id"));
      case SCHEMA_MIGRATIONS, AUDIT_ERASURES, AUDIT_GAPS, KEY_EVENTS, AUDIT_TILE, AUDIT_SEALED ->
          details;
    };
  }

  /** The row, every column of its digest as a literal, and it; empty when there is no such row. */
  static String image(SqlConnection connection, String name) throws SQLException {
    StringBuilder image = new StringBuilder();
    DigestedRow row = of(name);
    if (row != null) {
      Rows.forEach(
          connection.jdbc(),
          quoted(row.table, connection.dialect()),
          found -> image.append(found.getString(1)),
          row.place);
    }
    return image.toString();
  }

  /** Whether the digest of the row is gone. */
  static boolean isAccepted(SqlConnection connection, String name) throws SQLException {
    return image(connection, name).startsWith("NULL");
  }

  /** Takes the digest away: the row counts as sound until it is written again. */
  static void accept(Connection connection, String name) throws SQLException {
    DigestedRow row = of(name);
    if (row == null) {
      throw new IntegrityException(Kind.REFUSED, "plan_stale", "there is no row \"" + name + "\"");
    }
    try (PreparedStatement update =
        connection.prepareStatement(forget(row.table, SqlDialect.of(connection)))) {
      update.setString(1, row.place);
      update.executeUpdate();
    }
  }

  private static String quoted(DigestedTable table, SqlDialect dialect) {
    String quote = QUOTE.in(dialect);
    return "SELECT "
        + quote
        + "(row_digest) || "
        + quote
        + "("
        + String.join(") || " + quote + "(", table.columns())
        + ") FROM "
        + table.table()
        + " WHERE "
        + AT_PLACE.in(dialect);
  }

  private static String forget(DigestedTable table, SqlDialect dialect) {
    return "UPDATE " + table.table() + " SET row_digest = NULL WHERE " + AT_PLACE.in(dialect);
  }

  /** What stands beside the log is append-only: nobody takes a digest away there. */
  private static boolean mayBeAccepted(DigestedTable table) {
    return switch (table) {
      case PROJECTS,
          PROJECT_STATE,
          SOURCE_DOCUMENTS,
          SOURCE_CHUNKS,
          MEMORY_EVIDENCE,
          MEMORY_REFUSALS,
          SCHEMA_MIGRATIONS ->
          true;
      case AUDIT_ERASURES, AUDIT_GAPS, KEY_EVENTS, AUDIT_TILE, AUDIT_SEALED -> false;
    };
  }
}
