package dev.atocore.integrity.checks.memory;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at the hashes of the living memories tells: most often that no two are the
 * same, and then there is nothing more to look at.
 *
 * @param foreign whether there is one that is not of the store's own form, or none at all
 * @param shared those that occur twice; null when there are too many to hold
 */
public record LivingHashes(boolean foreign, @Nullable List<String> shared) {
  private static final int MOST = 10_000;

  /** SQLite's planner would choose another index. */
  static String living(SqlDialect dialect) {
    return "memories"
        + (dialect == SqlDialect.SQLITE ? " INDEXED BY memories_living" : "")
        + " WHERE status IN ('candidate', 'active') AND";
  }

  public static LivingHashes survey(CheckContext context) {
    boolean[] foreign = new boolean[1];
    Rows.forEach(context, DuplicateSql.WITHOUT_HASH, (connection, row) -> foreign[0] = true);
    List<String> shared = new ArrayList<>();
    Slices.forEachOfTexts(
        context,
        "content_hash",
        "memories",
        (connection, texts) ->
            Rows.forEach(
                connection,
                remarkableHashes(ContentHash.LENGTH, texts),
                row -> {
                  if (row.getBoolean(2)) {
                    foreign[0] = true;
                  } else if (shared.size() <= MOST) {
                    shared.add(row.getString(1));
                  }
                },
                texts.values(1)));
    return new LivingHashes(foreign[0], shared.size() > MOST ? null : List.copyOf(shared));
  }

  /** The hashes in that piece that occur twice or are of another length, and whether they are. */
  private static String remarkableHashes(int length, Slices.Texts texts) {
    String other = "length(content_hash) <> " + length;
    return "SELECT content_hash, "
        + other
        + " FROM "
        + living(texts.dialect())
        + " "
        + texts.on("content_hash")
        + " GROUP BY content_hash HAVING count(*) > 1 OR "
        + other;
  }
}
