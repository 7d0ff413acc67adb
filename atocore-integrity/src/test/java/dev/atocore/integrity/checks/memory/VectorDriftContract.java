package dev.atocore.integrity.checks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand vectors that do not belong to their texts are found, and no other. */
public abstract class VectorDriftContract extends ChecksContract {
  private static final int EACH = 200;
  private static final List<String> PLANTED =
      List.of("missing", "stale", "orphan", "model", "flipped");

  protected VectorDriftContract(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void thousandFaults_areFoundEach_andNoHealthyOneIsAccused() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < EACH; i++) {
      for (String kind : List.of("missing", "stale", "orphan", "model", "flipped", "healthy")) {
        lines
            .append("{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"")
            .append(kind)
            .append(' ')
            .append(i)
            .append("\"}\n");
      }
    }
    try (MemoryStore with = fixture.embedding()) {
      with.memories()
          .importNdjson(
              new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
              StoreFixture.ANN,
              false,
              line -> assertThat(line.error()).isNull());
      with.vectors().fill(null, (looked, all, made) -> {});
    }
    assertSubjects("vector-drift");
    Map<String, String> planted = new TreeMap<>();
    for (String kind : PLANTED) {
      idsOf(kind).forEach(id -> planted.put(id, kind));
    }
    assertThat(planted).hasSize(PLANTED.size() * EACH);

    other.run(ofTheirs("DELETE FROM memory_vectors", "missing"));
    other.run("UPDATE memories SET content = content || ', no more' WHERE content LIKE 'stale %'");
    other.run(ofTheirs("UPDATE memory_vectors SET model = 'another'", "model"));
    Random random = new Random(17);
    for (String id : idsOf("flipped")) {
      flip(id, random);
    }
    other.run("DELETE FROM memories WHERE content LIKE 'orphan %'");

    CheckResult check =
        fixture
            .integrity
            .run(RunOptions.all().checks(List.of("vector-drift")).samples(2 * planted.size()))
            .checks()
            .get(0);

    assertSubjects(check, planted.keySet().toArray(new String[0]));
    Map<String, String> words =
        Map.of(
            "missing", "missing",
            "stale", "stale",
            "orphan", "orphaned",
            "model", "wrong_model");
    for (Finding finding : check.findings()) {
      String kind = planted.getOrDefault(finding.subject(), "");
      Object faults = finding.details().values().get("faults");
      if (kind.equals("flipped")) {
        assertThat(faults).isIn(List.of("damaged"), List.of("stale"));
      } else {
        assertThat(faults).as(kind).isEqualTo(List.of(words.getOrDefault(kind, "")));
      }
    }
    fixture.fillVectors();
    assertSubjects("vector-drift");
  }

  private static String ofTheirs(String what, String kind) {
    return what
        + " WHERE memory_id IN (SELECT id FROM memories WHERE content LIKE '"
        + kind
        + " %')";
  }

  private List<String> idsOf(String kind) {
    return fixture
        .store
        .transactions()
        .outside(
            connection -> {
              List<String> ids = new ArrayList<>();
              try (PreparedStatement select =
                      connection.prepareStatement(
                          "SELECT id FROM memories WHERE content LIKE '" + kind + " %'");
                  ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                  ids.add(rows.getString(1));
                }
              }
              return ids;
            });
  }

  /** One bit of one of what a row is made of. */
  private void flip(String id, Random random) {
    String column = List.of("code", "vector", "row_digest", "text_digest").get(random.nextInt(4));
    byte[] bytes =
        fixture
            .store
            .transactions()
            .outside(
                connection -> {
                  try (PreparedStatement select =
                      connection.prepareStatement(
                          "SELECT " + column + " FROM memory_vectors WHERE memory_id = ?")) {
                    select.setString(1, id);
                    try (ResultSet rows = select.executeQuery()) {
                      assertThat(rows.next()).isTrue();
                      return rows.getBytes(1);
                    }
                  }
                });
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    other.run("UPDATE memory_vectors SET " + column + " = ? WHERE memory_id = ?", bytes, id);
  }
}
