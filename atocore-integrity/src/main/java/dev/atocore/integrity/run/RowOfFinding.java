package dev.atocore.integrity.run;

import dev.atocore.audit.sql.Sql;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds to findings about a memory or a source chunk the row as it stands. */
final class RowOfFinding {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.RowOfFinding");

  private RowOfFinding() {}

  /** The findings with their rows; as they are where the store cannot be read. */
  static List<Finding> added(CheckContext context, List<Finding> findings) {
    if (findings.isEmpty()) {
      return findings;
    }
    try {
      return context.read(
          connection -> {
            List<Finding> more = new ArrayList<>(findings.size());
            for (Finding finding : findings) {
              Map<String, Object> row = row(connection, finding.details().values());
              more.add(
                  row == null || row.isEmpty()
                      ? finding
                      : finding.with(finding.details().withRow(row)));
            }
            return more;
          });
    } catch (AtoCoreException e) {
      log.debug("The rows of findings cannot be read: {}", e.getMessage());
      return findings;
    }
  }

  private static @Nullable Map<String, Object> row(
      Connection connection, Map<String, Object> details) throws SQLException {
    if (details.get("memory_id") instanceof String id) {
      return read(connection, ImageSql.MEMORY, id);
    }
    if (details.get("chunk_id") instanceof String id) {
      return read(connection, ImageSql.CHUNK, id);
    }
    return null;
  }

  private static @Nullable Map<String, Object> read(Connection connection, Sql sql, String id)
      throws SQLException {
    List<String> image = new ArrayList<>(1);
    Rows.forEach(connection, sql, row -> image.add(row.getString(1)), id);
    if (image.isEmpty() || image.get(0) == null) {
      return null;
    }
    return Details.values(JsonRecord.parse(image.get(0)).values());
  }
}
