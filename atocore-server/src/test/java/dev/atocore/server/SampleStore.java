package dev.atocore.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A store in which every page has something to show, with the texts of the caller's choice. */
final class SampleStore {
  /** What no name may have; other programs' rows have it all the same. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

  private SampleStore() {}

  /**
   * Fills it.
   *
   * @param texts what contents, names, notes, titles and the rest are made of
   * @return a memory with a history, a source and a finding
   */
  static Memory fill(TestServer server, List<String> texts) throws IOException, SQLException {
    Memory last = null;
    for (int i = 0; i < texts.size(); i++) {
      last = fill(server, texts.get(i), i);
    }
    Integrity.of(server.store, server.alerts).run(RunOptions.all());
    if (last == null) {
      throw new IllegalArgumentException("no texts");
    }
    return last;
  }

  private static Memory fill(TestServer server, String text, int number)
      throws IOException, SQLException {
    MemoryStore store = server.store;
    String name = UNSEEN.matcher(text).replaceAll("");
    Change change = Change.by(name).note(text);
    sources(store, text, number);
    NewMemory first =
        NewMemory.of(MemoryType.KNOWLEDGE, text + " said first, number " + number)
            .project(name)
            .confidence(0.7)
            .sourceChunk("chunk-" + number);
    Memory memory = store.memories().create(first.status(MemoryStatus.ACTIVE), change);
    store
        .memories()
        .update(
            memory.id(),
            MemoryPatch.none().content(text + " said second, number " + number),
            change);
    store.memories().reinforce(memory.id(), 0.1, change);
    store
        .memories()
        .create(NewMemory.of(MemoryType.PREFERENCE, text + " waits").project(name), change);
    store
        .memories()
        .create(
            NewMemory.of(MemoryType.PREFERENCE, text + " waits too")
                .project(name)
                .sourceChunk("chunk-" + number),
            change);
    for (Severity severity : Severity.values()) {
      server.alerts.emit(
          AlertRequest.of(severity, text, text + "\nsecond line")
              .withContext(Map.of(text, text))
              .withKey(text + severity));
    }
    drift(store, text, number);
    return store.memories().get(memory.id());
  }

  private static void sources(MemoryStore store, String text, int number) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String lines =
        json.writeValueAsString(
                Map.of("kind", "document", "id", "doc-" + number, "title", text, "uri", text))
            + "\n"
            + json.writeValueAsString(
                Map.of(
                    "kind",
                    "chunk",
                    "id",
                    "chunk-" + number,
                    "document_id",
                    "doc-" + number,
                    "ordinal",
                    0,
                    "content",
                    text + " was said, and waits"));
    store.sources().importNdjson(new ByteArrayInputStream(lines.getBytes(UTF_8)), line -> {});
  }

  /** As another program would, past all rules: any text as id, type, status and source. */
  private static void drift(MemoryStore store, String text, int number) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.file());
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO memories (id, type, content, project, status, source_chunk_id, superseded_by)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      String id = text + " " + number;
      for (int i = 1; i <= 7; i++) {
        insert.setString(i, text);
      }
      insert.setString(1, id);
      insert.executeUpdate();
      insert.setString(1, id + " again");
      insert.setString(5, "candidate");
      insert.executeUpdate();
    }
  }
}
