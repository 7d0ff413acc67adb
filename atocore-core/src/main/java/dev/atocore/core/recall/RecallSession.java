package dev.atocore.core.recall;

import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request of a reader: notes what it asks for and what it is told, by whatever calls, and makes
 * one record of it at the end. A request that is told a great deal makes several. Belongs to one
 * thread at a time.
 */
public final class RecallSession implements AutoCloseable {
  /** A session that notes nothing. */
  public static final RecallSession NONE = new RecallSession(null, false, answer -> {});

  private static final int MOST_MEMORIES = 1000;
  private static final int MOST_CHARACTERS = 4096;

  private final @Nullable Reader reader;
  private final boolean withQuery;
  private final Consumer<Answered> log;
  private final Set<Told> told = new LinkedHashSet<>();
  private @Nullable String project;
  private @Nullable String query;
  private boolean asked;

  RecallSession(@Nullable Reader reader, boolean withQuery, Consumer<Answered> log) {
    this.reader = reader;
    this.withQuery = withQuery;
    this.log = log;
  }

  /**
   * Notes a question.
   *
   * @param aboutProject the only project it is about; null for any
   * @param text what is searched for; null when nothing is
   */
  public void asked(@Nullable String aboutProject, @Nullable String text) {
    if (reader == null) {
      return;
    }
    asked = true;
    project = project == null ? aboutProject : project;
    query = query == null ? text : query;
  }

  /** Notes a question and its answer, which it gives back. */
  public MemoryPage told(@Nullable String aboutProject, @Nullable String text, MemoryPage answer) {
    asked(aboutProject, text);
    answer.memories().forEach(this::told);
    return answer;
  }

  /** Notes the memory of each row of an answer, which it gives back. */
  public <T> List<T> told(Function<T, Memory> memory, List<T> answer) {
    answer.forEach(row -> told(memory.apply(row)));
    return answer;
  }

  /** Notes a memory that is in the answer, once for each version, and gives it back. */
  public Memory told(Memory memory) {
    if (!asked) {
      asked(memory.project(), null);
    }
    told(memory.id(), memory.version());
    return memory;
  }

  /** Notes that version of a memory. */
  public void told(String id, long version) {
    if (reader == null) {
      return;
    }
    asked = true;
    told.add(new Told(id, version));
    if (told.size() == MOST_MEMORIES) {
      close();
    }
  }

  /** Forgets what was noted: the answer was not given. */
  public void discard() {
    told.clear();
    asked = false;
  }

  /** Hands what was noted to the log, which writes it later. */
  @Override
  public void close() {
    Reader who = reader;
    if (!asked || who == null) {
      return;
    }
    log.accept(
        new Answered(
            who,
            System.currentTimeMillis(),
            project,
            withQuery ? shortened(query) : null,
            new ArrayList<>(told)));
    discard();
  }

  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.length() <= MOST_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(MOST_CHARACTERS - 1, 0)) + "…";
  }
}
