package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Ranges;
import dev.atocore.integrity.check.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Active memories that differ only in case, space or the form of their Unicode characters. */
public final class NearDuplicate extends BuiltInCheck {
  private static final int LISTED = 20;

  private static final String ACTIVE =
      "SELECT seq, id, type, project, content FROM memories"
          + " WHERE status = 'active' AND seq > ? AND seq <= ?";

  public NearDuplicate() {
    super(
        "near-duplicate",
        Severity.INFO,
        Cost.FULL,
        "active memories that differ only in case, space or the form of their characters",
        "atocore memory supersede NEWER --by MEMORY_ID");
  }

  /** The keys are sorted in a database of their own, on the disk: there may be millions. */
  @Override
  public void run(CheckContext context, Findings findings) throws SQLException {
    try (Connection scratch = context.database().scratch();
        Statement statement = scratch.createStatement()) {
      statement.executeUpdate("CREATE TABLE keys (near TEXT, exact TEXT, seq INTEGER, id TEXT)");
      scratch.setAutoCommit(false);
      Ranges.forEach(
          context,
          "seq",
          "memories",
          Ranges.START,
          (connection, after, upTo) -> fill(connection, scratch, after, upTo));
      statement.executeUpdate("CREATE INDEX keys_near ON keys (near, seq)");
      Rows.forEach(
          scratch,
          "SELECT near, count(*) FROM keys GROUP BY near HAVING count(DISTINCT exact) > 1",
          row -> tell(scratch, row.getString(1), row.getLong(2), findings));
      scratch.rollback();
    }
  }

  private static void fill(Connection connection, Connection scratch, long after, long upTo)
      throws SQLException {
    try (PreparedStatement insert =
        scratch.prepareStatement("INSERT INTO keys VALUES (?, ?, ?, ?)")) {
      Rows.forEach(
          connection,
          ACTIVE,
          row -> {
            String scope = row.getString(3) + "\0" + row.getString(4) + "\0";
            insert.setString(1, ContentHash.of(scope + normal(row.getString(5))));
            insert.setString(2, ContentHash.of(row.getString(5)));
            insert.setLong(3, row.getLong(1));
            insert.setString(4, row.getString(2));
            insert.executeUpdate();
          },
          after,
          upTo);
    }
  }

  private static void tell(Connection scratch, String near, long copies, Findings findings)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    Rows.forEach(
        scratch,
        "SELECT id FROM keys WHERE near = ? ORDER BY seq LIMIT " + LISTED,
        row -> ids.add(row.getString(1)),
        near);
    findings.add(
        ids.get(0),
        Details.of(copies + " active memories say almost the same")
            .with("memory_id", ids.get(0))
            .with("memory_ids", ids)
            .with("copies", copies));
  }

  static String normal(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder normal = new StringBuilder(folded.length());
    boolean space = false;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isWhitespace(c)) {
        space = normal.length() > 0;
      } else {
        if (space) {
          normal.append(' ');
        }
        normal.append(c);
        space = false;
      }
    }
    return normal.toString();
  }
}
