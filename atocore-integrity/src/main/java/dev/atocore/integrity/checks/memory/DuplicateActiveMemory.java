package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Active memories of the same type, content, project, user and agent. The hash of the content finds
 * them from an index alone; rows without a hash of the store's own form were written by other
 * programs, and their contents are compared.
 */
public final class DuplicateActiveMemory extends BuiltInCheck implements RepairableCheck {
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
            search.groupsWithOwnHashes(
                connection,
                DuplicateSql.SHARED_LATELY.in(SqlDialect.of(connection)),
                since.entryId());
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
              search.groupsWithOwnHashes(
                  connection, DuplicateSql.SHARED_HASH.in(SqlDialect.of(connection)), hash);
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
        steps.connection(),
        DuplicateSql.SAME_AS,
        row -> {
          if (TextRules.withoutEndBlanks(row.getString(2))
              .equals(TextRules.withoutEndBlanks(row.getString(3)))) {
            newer.add(row.getString(1));
          }
        },
        finding.subject());
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
    return "SELECT content_hash, type, project, user_id, agent_id FROM "
        + LivingHashes.living(texts.dialect())
        + (texts.dialect() == SqlDialect.SQLITE ? " +" : " ")
        + "status = 'active' AND length(content_hash) = "
        + length
        + " AND "
        + texts.on("content_hash")
        + " GROUP BY content_hash, type, project, user_id, agent_id HAVING count(*) > 1";
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
      Rows.forEach(connection, DuplicateSql.FOREIGN_HASHES, row -> foreignRow(connection, row));
      finish(connection);
    }

    private void foreignRow(Connection connection, ResultSet row) throws SQLException {
      DuplicateGroup next =
          new DuplicateGroup(
              row.getString(3),
              row.getString(4),
              row.getString(6),
              row.getString(7),
              row.getString(5));
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
      long own = addMembers(connection, group, ContentHash.ofStatement(group.content()));
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
            String user = shared.getString(4);
            String agent = shared.getString(5);
            Rows.forEach(
                connection,
                DuplicateSql.SHARED_CONTENTS,
                row -> {
                  DuplicateGroup group =
                      new DuplicateGroup(type, project, user, agent, row.getString(1));
                  if (told.add(group.key())) {
                    addMembers(connection, group, hash);
                    group.tell(findings);
                  }
                },
                hash,
                type,
                project,
                user,
                agent);
          },
          values);
    }

    private long addMembers(Connection connection, DuplicateGroup group, String hash)
        throws SQLException {
      long before = group.size();
      Rows.forEach(
          connection,
          DuplicateSql.MEMBERS,
          row -> {
            if (group.isSaidBy(row.getString(3))) {
              group.add(row.getLong(1), row.getString(2));
            }
          },
          hash,
          group.type(),
          group.project(),
          group.user(),
          group.agent());
      return group.size() - before;
    }
  }
}
