package dev.atocore.core.erase;

import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.image.Image;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the memories of a selection, in their rows and in all that the log says they were. */
final class SelectedMemories {
  private final StoreConnection connection;
  private @Nullable Set<String> found;

  private SelectedMemories(StoreConnection connection) {
    this.connection = connection;
  }

  /** The ids, in no order that means anything. */
  static List<String> of(StoreConnection connection, RedactionSelection selection)
      throws SQLException {
    SelectedMemories selected = new SelectedMemories(connection);
    Instant since = selection.since();
    String from = since == null ? "" : Times.format(since);
    String actor = selection.actor();
    if (actor != null) {
      selected.keep(selected.ids(new Query(SelectionSql.CHANGED_BY, actor, from)));
    } else if (since != null) {
      selected.keep(selected.ids(new Query(SelectionSql.CHANGED_SINCE, from)));
    }
    String project = selection.project();
    if (project != null) {
      Set<String> ids = selected.ids(new Query(SelectionSql.IN_PROJECT, project));
      ids.addAll(selected.ids(new Query(SelectionSql.WAS_IN_PROJECT, project)));
      selected.keep(ids);
    }
    selected.keepNamed("user_id", SelectionSql.OF_USER, selection.userId());
    selected.keepNamed("agent_id", SelectionSql.OF_AGENT, selection.agentId());
    return selected.found == null ? List.of() : List.copyOf(selected.found);
  }

  private void keep(Set<String> ids) {
    Set<String> before = found;
    if (before != null) {
      ids.retainAll(before);
    }
    found = ids;
  }

  /** Those whose row says that name, and those of which any image in the log does. */
  private void keepNamed(String field, Sql rows, @Nullable String name) throws SQLException {
    if (name == null) {
      return;
    }
    Set<String> ids = ids(new Query(rows, name));
    String object =
        JsonRecord.write(
            json -> {
              json.writeStartObject();
              json.writeStringField(field, name);
              json.writeEndObject();
            });
    String written = object.substring(1, object.length() - 1);
    try (PreparedStatement select =
            new Query(SelectionSql.IMAGES_WITH, written, written).prepare(connection.sql());
        ResultSet images = select.executeQuery()) {
      while (images.next()) {
        if (name.equals(Image.of(images.getString(2)).text(field))
            || name.equals(Image.of(images.getString(3)).text(field))) {
          ids.add(images.getString(1));
        }
      }
    }
    keep(ids);
  }

  private Set<String> ids(Query query) throws SQLException {
    Set<String> ids = new LinkedHashSet<>();
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
