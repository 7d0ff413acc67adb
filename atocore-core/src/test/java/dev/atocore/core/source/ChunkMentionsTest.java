package dev.atocore.core.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Words;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories and chunks at random, against holding each chunk against each memory. */
class ChunkMentionsTest {
  private static final int MEMORIES = 60;
  private static final int CHUNKS = 80;

  /** So long that the chunks of a project are more than one batch. */
  private static final int FILLING = 250_000;

  private static final String[] PROJECTS = {"a", "b", "null"};
  private static final String[] WORDS =
      "pump valve water night green house roof lamp fan door open warm cold north".split(" ");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void reinforcing_isHoldingEachChunkAgainstEachMemory(long seed) {
    Random random = new Random(seed);
    String filling = "x ".repeat(FILLING / 2);
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      take(store, memories(random), "");
      take(store, "", chunks(random, 0, filling));
      store.memories().reinforceFromChunks(null, 0.001, Change.by("t"));
      take(store, "", chunks(random, CHUNKS, ""));
      store.memories().reinforceFromChunks(null, 0.001, Change.by("t"));

      List<SourceChunk> all = new ArrayList<>();
      store
          .transactions()
          .read(
              connection -> {
                SourceTable.forEachChunk(
                    connection, new dev.atocore.audit.sql.Query(SourceSql.CHUNKS), all::add);
                return true;
              });
      assertThat(all).hasSize(2 * CHUNKS);
      Map<String, Passages> passages = new HashMap<>();
      Map<String, Long> expected = new HashMap<>();
      Map<String, Long> found = new HashMap<>();
      for (int i = 0; i < MEMORIES; i++) {
        Memory memory = store.memories().get("m" + i);
        expected.put(memory.id(), vouching(memory, all, passages));
        found.put(memory.id(), memory.referenceCount());
      }
      assertThat(found).isEqualTo(expected);
      assertThat(expected.values()).anyMatch(count -> count > 1);
    }
  }

  private static long vouching(
      Memory memory, List<SourceChunk> chunks, Map<String, Passages> passages) {
    Set<String> documents = new HashSet<>();
    Set<String> words = new LinkedHashSet<>(Words.significant(memory.content()));
    for (SourceChunk chunk : chunks) {
      if (chunk.content().length() > FILLING / 2) {
        continue;
      }
      Set<String> common = new HashSet<>(words);
      common.retainAll(new HashSet<>(Words.significant(chunk.content())));
      if (java.util.Objects.equals(chunk.project(), memory.project())
          && !common.isEmpty()
          && common.size() >= 0.7 * words.size()
          && passages
                  .computeIfAbsent(chunk.content(), Passages::new)
                  .stance(words, DenialWords.in(memory.content()))
              == Stance.AFFIRMS) {
        documents.add(chunk.documentId());
      }
    }
    return documents.size();
  }

  private static String memories(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MEMORIES; i++) {
      lines.append("{\"id\":\"m").append(i).append("\",\"type\":\"knowledge\",\"project\":");
      project(lines, random);
      lines.append(",\"content\":\"").append(sentence(random, 2 + random.nextInt(4)));
      lines.append("\"}\n");
    }
    return lines.toString();
  }

  private static String chunks(Random random, int from, String filling) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + CHUNKS; i++) {
      if (i % 2 == 0) {
        lines.append("{\"kind\":\"document\",\"id\":\"d").append(i).append("\",\"project\":");
        project(lines, random);
        lines.append("}\n");
      }
      lines.append("{\"kind\":\"chunk\",\"id\":\"c").append(i);
      lines.append("\",\"document_id\":\"d").append(i / 2 * 2).append("\",\"content\":\"");
      boolean fills = !filling.isEmpty() && i % 3 == 0;
      for (int sentence = 0; sentence < 3; sentence++) {
        lines.append(fills ? "" : sentence(random, 5) + ". ");
      }
      lines.append(fills ? filling : "").append("\"}\n");
    }
    return lines.toString();
  }

  private static void project(StringBuilder lines, Random random) {
    String project = PROJECTS[random.nextInt(PROJECTS.length)];
    lines.append(project.equals("null") ? project : '"' + project + '"');
  }

  private static String sentence(Random random, int length) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      words.add(WORDS[random.nextInt(WORDS.length)]);
    }
    return String.join(" ", words);
  }

  private static void take(MemoryStore store, String memories, String chunks) {
    Change change = Change.by("t").allowingDuplicate();
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(memories.getBytes(UTF_8)), change, false, line -> {});
    store.sources().importNdjson(new ByteArrayInputStream(chunks.getBytes(UTF_8)), refused -> {});
  }
}
