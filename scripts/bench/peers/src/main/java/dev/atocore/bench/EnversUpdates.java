package dev.atocore.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * The same change of confidence, with Hibernate Envers keeping the history: so many changes a
 * transaction, in JDBC batches.
 */
final class EnversUpdates implements Task {
  private final int perTransaction;
  private final SessionFactory sessions;
  private final List<String> ids = new ArrayList<>();

  EnversUpdates(Path file, Slice slice, int perTransaction) throws SQLException {
    this.perTransaction = perTransaction;
    try (Connection connection = RawWrites.connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
    }
    this.sessions =
        new Configuration()
            .addAnnotatedClass(Note.class)
            .setProperty(
                "hibernate.connection.url",
                "jdbc:sqlite:" + file + "?synchronous=FULL&busy_timeout=60000&cache_size=-16384")
            .setProperty("hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect")
            .setProperty("hibernate.hbm2ddl.auto", "create")
            .setProperty("hibernate.connection.pool_size", "1")
            .setProperty("hibernate.jdbc.batch_size", "50")
            .setProperty("hibernate.show_sql", "false")
            .buildSessionFactory();
    sessions.inTransaction(
        session -> {
          for (int i = 0; i < slice.size(); i++) {
            Note note = Note.of(i);
            ids.add(note.getId());
            session.persist(note);
          }
        });
  }

  @Override
  public void run(int round) {
    double confidence = 0.2 + round * 0.01;
    for (int from = 0; from < ids.size(); from += perTransaction) {
      List<String> part = ids.subList(from, Math.min(from + perTransaction, ids.size()));
      sessions.inTransaction(session -> part.forEach(id -> change(session, id, confidence)));
    }
  }

  private static void change(Session session, String id, double confidence) {
    session.find(Note.class, id).setConfidence(confidence);
  }

  @Override
  public void close() {
    sessions.close();
  }
}
