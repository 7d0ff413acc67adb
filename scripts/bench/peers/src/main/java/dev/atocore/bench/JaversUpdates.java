package dev.atocore.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.javers.core.Javers;
import org.javers.core.JaversBuilder;
import org.javers.repository.sql.DialectName;
import org.javers.repository.sql.JaversSqlRepository;
import org.javers.repository.sql.SqlRepositoryBuilder;
import org.sqlite.Function;

/**
 * The same change of confidence, with JaVers keeping the history: so many changes a transaction. It
 * has no dialect for SQLite; with MySQL's it needs tables made by hand and {@code last_insert_id}.
 */
final class JaversUpdates implements Task {
  private final int perTransaction;
  private final Slice slice;
  private final Connection connection;
  private final Javers javers;
  private final PreparedStatement update;
  private final List<Note> notes = new ArrayList<>();

  JaversUpdates(Path file, Slice slice, int perTransaction) throws SQLException {
    this.perTransaction = perTransaction;
    this.slice = slice;
    this.connection = RawWrites.connect(file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.executeUpdate(
          "CREATE TABLE note (id TEXT PRIMARY KEY, type TEXT, content TEXT, project TEXT, status TEXT,"
              + " confidence REAL, source_chunk_id TEXT);"
              + "CREATE TABLE jv_global_id (global_id_pk INTEGER PRIMARY KEY, local_id TEXT, fragment TEXT,"
              + " type_name TEXT, owner_id_fk INTEGER);"
              + "CREATE TABLE jv_commit (commit_pk INTEGER PRIMARY KEY, author TEXT, commit_date INTEGER,"
              + " commit_date_instant TEXT, commit_id NUMERIC);"
              + "CREATE TABLE jv_commit_property (property_name TEXT, property_value TEXT, commit_fk INTEGER,"
              + " PRIMARY KEY (property_name, commit_fk));"
              + "CREATE TABLE jv_snapshot (snapshot_pk INTEGER PRIMARY KEY, type TEXT, version INTEGER, state TEXT,"
              + " changed_properties TEXT, managed_type TEXT, global_id_fk INTEGER, commit_fk INTEGER);"
              + "CREATE INDEX jv_global_id_local_id_idx ON jv_global_id (local_id);"
              + "CREATE INDEX jv_commit_commit_id_idx ON jv_commit (commit_id);"
              + "CREATE INDEX jv_snapshot_global_id_fk_idx ON jv_snapshot (global_id_fk);"
              + "CREATE INDEX jv_snapshot_commit_fk_idx ON jv_snapshot (commit_fk)");
    }
    long[] last = new long[1];
    Function.create(
        connection,
        "last_insert_id",
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT last_insert_rowid()")) {
              rows.next();
              last[0] = rows.getLong(1);
            }
            result(last[0]);
          }
        },
        0);
    JaversSqlRepository repository =
        SqlRepositoryBuilder.sqlRepository()
            .withConnectionProvider(() -> connection)
            .withDialect(DialectName.MYSQL)
            .withSchemaManagementEnabled(false)
            .build();
    this.javers =
        JaversBuilder.javers()
            .registerJaversRepository(repository)
            .registerEntity(Note.class)
            .build();
    this.update = connection.prepareStatement("UPDATE note SET confidence = ? WHERE id = ?");
    connection.setAutoCommit(false);
    fill();
  }

  private void fill() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < slice.size(); i++) {
        Note note = Note.of(i);
        notes.add(note);
        insert.setString(1, note.getId());
        insert.setString(2, note.getType());
        insert.setString(3, note.getContent());
        insert.setString(4, note.getProject());
        insert.setString(5, note.getStatus());
        insert.setDouble(6, note.getConfidence());
        insert.setString(7, note.getSourceChunkId());
        insert.executeUpdate();
        javers.commit("bench", note);
      }
    }
    connection.commit();
  }

  @Override
  public void run(int round) throws SQLException {
    int changed = 0;
    for (Note note : notes) {
      note.setConfidence(0.2 + round * 0.01);
      update.setDouble(1, note.getConfidence());
      update.setString(2, note.getId());
      update.executeUpdate();
      // Each by itself: a list would be one snapshot of the list, and no note's history.
      javers.commit("bench", note);
      if (++changed % perTransaction == 0) {
        connection.commit();
      }
    }
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
