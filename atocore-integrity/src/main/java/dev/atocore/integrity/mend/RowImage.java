package dev.atocore.integrity.mend;

import dev.atocore.integrity.check.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** What a row looks like, such that no two different rows look alike. */
@FunctionalInterface
interface RowImage {
  /** Every column of a memory as a literal. */
  RowImage MEMORY =
      of(
          "SELECT quote(id) || quote(type) || quote(content) || quote(project) || quote(status) || quote(confidence)"
              + " || quote(reference_count) || quote(last_referenced_at) || quote(source_chunk_id)"
              + " || quote(superseded_by) || quote(version) || quote(audit_head) || quote(created_at)"
              + " || quote(updated_at) FROM memories WHERE id = ?");

  /** Of what is made anew from what is there, whatever that is. */
  RowImage NONE = (connection, subject) -> "";

  /** The row with that name; empty when there is none. */
  String of(Connection connection, String subject) throws SQLException;

  static RowImage of(String sql) {
    return (connection, subject) -> {
      StringBuilder image = new StringBuilder();
      Rows.forEach(connection, sql, row -> image.append(row.getString(1)), subject);
      return image.toString();
    };
  }
}
