package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.Slices;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Active memories of the same type, content and project. The hash of the content finds them from an
 * index alone; rows without a hash of the store's own form were written by other programs, and
 * their contents are compared.
 */
public final class DuplicateActiveMemory extends BuiltInCheck implements RepairableCheck {
  /**
   * The memories by their index of living ones, which alone answers the question for duplicates:
   * left to itself SQLite takes the index of statuses and reads every row.
   */
  private static final String MEMORIES_BY_CONTENT = "memories INDEXED BY memories_living";

  /**
   * The status is active, said so that the index of living memories still applies: its own
   * condition must stand there word for word, and a unary plus keeps SQLite from another index.
   */
  private static final String ACTIVE = "(status IN ('candidate', 'active') AND +status = 'active')";

  /** That hash, where active memories share it. */
  private static final String SHARED_HASH =
      "SELECT content_hash, type, project FROM "
          + LivingHashes.LIVING
          + " +status = 'active' AND content_hash = ? GROUP BY content_hash, type, project HAVING count(*) > 1";

  /** Rows whose hash says nothing, those that say the same side by side. */
  public static final String FOREIGN =
      "select memories.seq, memories.id, memories.type, memories.project, memories.content from "
          + MEMORIES_BY_CONTENT
          + " where ("
          + ACTIVE
          + " and (memories.content_hash is null or length(memories.content_hash) <> "
          + ContentHash.LENGTH
          + ")) order by memories.content, memories.type, memories.project, memories.seq";

  /** Hashes that occur twice; all at once, what the check asks for piece by piece. */
  public static final String SHARED_HASHES =
      "select memories.content_hash, memories.type, memories.project from "
          + MEMORIES_BY_CONTENT
          + " where ("
          + ACTIVE
          + " and length(memories.content_hash) = "
          + ContentHash.LENGTH
          + ") group by memories.content_hash, memories.type, memories.project having count(*) > 1";

  /** Hashes that occur twice, among those of the memories that changed. */
  private static final String SHARED_LATELY =
      "SELECT content_hash, type, project FROM memories INDEXED BY memories_living"
          + " WHERE status IN ('candidate', 'active') AND +status = 'active' AND content_hash IN"
          + " (SELECT n.content_hash FROM memories n WHERE n.id IN "
          + Mark.CHANGED
          + ") GROUP BY content_hash, type, project HAVING count(*) > 1";

  private static final String SAME_HASH =
      ACTIVE + " and memories.content_hash = ? and memories.type = ? and (memories.project is ?)";

  /** Equal hashes that another program wrote need not mean equal contents. */
  public static final String SHARED_CONTENTS =
      "select memories.content from "
          + MEMORIES_BY_CONTENT
          + " where ("
          + SAME_HASH
          + ") group by memories.content having count(*) > 1";

  public static final String MEMBERS =
      "select memories.seq, memories.id from "
          + MEMORIES_BY_CONTENT
          + " where ("
          + SAME_HASH
          + " and memories.content = ?)";

  /** The younger active memories that say the same as that one, told by the index of the living. */
  private static final String SAME_AS =
      "SELECT n.id FROM memories o JOIN memories n INDEXED BY memories_living"
          + " ON (n.content_hash = o.content_hash OR n.content_hash IS NULL) AND n.type = o.type"
          + " AND n.project IS o.project AND n.status IN ('candidate', 'active') AND +n.status = 'active'"
          + " AND n.content = o.content AND n.seq > o.seq WHERE o.id = ? ORDER BY n.seq";

  public DuplicateActiveMemory() {
    super(
        "duplicate-active-memory",
        Severity.WARNING,
        "active memories with the same type, content and project",
        "atocore integrity repair --check duplicate-active-memory");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    Search search = new Search(findings);
    if (since != null) {
      context.read(
          connection -> {
            search.groupsWithOwnHashes(connection, SHARED_LATELY, since.entryId());
            return true;
          });
      return;
    }
    LivingHashes hashes = LivingHashes.survey(context);
    if (hashes.foreign()) {
      context.read(
          connection -> {
            search.groupsWithForeignHashes(connection);
            return true;
          });
    }
    List<String> shared = hashes.shared();
    if (shared != null) {
      context.read(
          connection -> {
            for (String hash : shared) {
              search.groupsWithOwnHashes(connection, SHARED_HASH, hash);
            }
            return true;
          });
      return;
    }
    Slices.forEachOfTexts(
        context,
        "content_hash",
        "memories",
        (connection, texts) ->
            search.groupsWithOwnHashes(
                connection, sharedHashes(ContentHash.LENGTH, texts), texts.values(1)));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    // The finding lists the first few, the index those with a hash of the store's own form or none.
    Set<String> newer = new LinkedHashSet<>();
    Rows.forEach(
        steps.connection(), SAME_AS, row -> newer.add(row.getString(1)), finding.subject());
    if (finding.details().values().get("memory_ids") instanceof List<?> members) {
      members.forEach(member -> newer.add((String) member));
    }
    newer.remove(finding.subject());
    for (String id : newer) {
      steps.add(RepairAction.SUPERSEDE, id, finding.subject());
    }
    return !newer.isEmpty();
  }

  /** Hashes of that length, in that piece, that occur twice among active memories. */
  private static String sharedHashes(int length, Slices.Texts texts) {
    return "SELECT content_hash, type, project FROM "
        + LivingHashes.LIVING
        + " +status = 'active' AND length(content_hash) = "
        + length
        + " AND "
        + texts.on("content_hash")
        + " GROUP BY content_hash, type, project HAVING count(*) > 1";
  }

  private static final class Search {
    private final Findings findings;

    /** Groups told already that the second search would meet again. */
    private final Set<String> told = new HashSet<>();

    private @Nullable DuplicateGroup open;

    Search(Findings findings) {
      this.findings = findings;
    }

    void groupsWithForeignHashes(Connection connection) throws SQLException {
      Rows.forEach(connection, FOREIGN, row -> foreignRow(connection, row));
      finish(connection);
    }

    private void foreignRow(Connection connection, ResultSet row) throws SQLException {
      DuplicateGroup next =
          new DuplicateGroup(row.getString(3), row.getString(4), row.getString(5));
      if (open == null || !open.sameAs(next)) {
        finish(connection);
        open = next;
      }
      open.add(row.getLong(1), row.getString(2));
    }

    private void finish(Connection connection) throws SQLException {
      DuplicateGroup group = open;
      open = null;
      if (group == null) {
        return;
      }
      long own = addMembers(connection, group, ContentHash.of(group.content()));
      if (own > 1) {
        told.add(group.key());
      }
      group.tell(findings);
    }

    void groupsWithOwnHashes(Connection connection, String sharedHashes, @Nullable Object... values)
        throws SQLException {
      Rows.forEach(
          connection,
          sharedHashes,
          shared -> {
            String hash = shared.getString(1);
            String type = shared.getString(2);
            String project = shared.getString(3);
            Rows.forEach(
                connection,
                SHARED_CONTENTS,
                row -> {
                  DuplicateGroup group = new DuplicateGroup(type, project, row.getString(1));
                  if (!told.contains(group.key())) {
                    addMembers(connection, group, hash);
                    group.tell(findings);
                  }
                },
                hash,
                type,
                project);
          },
          values);
    }

    private long addMembers(Connection connection, DuplicateGroup group, String hash)
        throws SQLException {
      long before = group.size();
      Rows.forEach(
          connection,
          MEMBERS,
          row -> group.add(row.getLong(1), row.getString(2)),
          hash,
          group.type(),
          group.project(),
          group.content());
      return group.size() - before;
    }
  }
}
