package dev.atocore.core.harness;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.state.State;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.NdjsonReader;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures whether the store still finds what it should. Each case is a query with the chunks or
 * the text that one of the first k living memories found must come from or contain. The result is
 * kept in the state {@code atocore/status/harness_result}.
 */
public final class Harness {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.harness.Harness");

  /** Where the result is kept, with the project {@code atocore}. */
  public static final String CATEGORY = "status";

  /** Where the result is kept, with the project {@code atocore}. */
  public static final String KEY = "harness_result";

  /**
   * Where the last result of each day is kept in short, by the day, with the project {@code
   * atocore}.
   */
  public static final String HISTORY = "harness_history";

  private static final int DEFAULT_K = 10;
  private static final int DAYS_KEPT = 90;
  private static final int DATE_CHARACTERS = 10;

  private final MemoryStore store;

  /** A harness for that store. */
  public Harness(MemoryStore store) {
    this.store = store;
  }

  /**
   * Runs the cases and keeps the result.
   *
   * @param fixtures NDJSON of {@code {"id","query","project","expect_chunks":[…] and/or
   *     "expect_text","k"}}
   * @throws InvalidInputException naming the first line that is no case, or if there is none; then
   *     nothing is kept
   */
  public HarnessResult run(InputStream fixtures) {
    return run(fixtures, done -> {});
  }

  /**
   * The same, followed.
   *
   * @param progress told after each case how many are done
   */
  public HarnessResult run(InputStream fixtures, LongConsumer progress) {
    NdjsonReader reader = new NdjsonReader(fixtures);
    List<HarnessResult.FailedCase> failed = new ArrayList<>();
    long total = 0;
    for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
      Case one = parse(line);
      total++;
      if (!passes(one)) {
        failed.add(new HarnessResult.FailedCase(one.id(), one.query()));
      }
      progress.accept(total);
    }
    if (total == 0) {
      throw new InvalidInputException("the fixtures hold no case");
    }
    HarnessResult result =
        new HarnessResult(Times.format(Instant.now()), total, total - failed.size(), failed);
    if (store.isReadOnly()) {
      log.warn("The store is read-only: the result of this run is not kept");
    } else {
      store.state().set(State.OWN, CATEGORY, KEY, JsonRecord.write(result::write));
      remember(result);
    }
    return result;
  }

  /** Keeps what a trend needs, and forgets what is long past. */
  private void remember(HarnessResult result) {
    String date = result.ranAt().substring(0, DATE_CHARACTERS);
    HarnessResult inShort =
        new HarnessResult(result.ranAt(), result.total(), result.passed(), List.of());
    store.state().set(State.OWN, HISTORY, date, JsonRecord.write(inShort::write));
    store
        .state()
        .forgetBefore(State.OWN, HISTORY, LocalDate.parse(date).minusDays(DAYS_KEPT).toString());
  }

  private boolean passes(Case one) {
    List<Memory> found =
        store
            .memories()
            .search(
                SearchQuery.of(one.query())
                    .project(one.project())
                    .statuses(MemoryStatus.ACTIVE, MemoryStatus.CANDIDATE)
                    .limit(one.k()));
    String text = one.text();
    for (Memory memory : found) {
      if (memory.sourceChunkIds().stream().anyMatch(one.chunks()::contains)) {
        return true;
      }
      if (text != null && memory.content().toLowerCase(Locale.ROOT).contains(text)) {
        return true;
      }
    }
    return false;
  }

  private static Case parse(NdjsonReader.Line line) {
    try {
      JsonFields fields = line.fields();
      String text = fields.text("expect_text");
      Set<String> chunks = new HashSet<>(fields.texts("expect_chunks"));
      if (text == null && chunks.isEmpty()) {
        throw new InvalidInputException("neither expect_chunks nor expect_text says what to find");
      }
      String id = fields.text("id");
      return new Case(
          id == null ? "line " + line.number() : id,
          fields.requiredText("query"),
          fields.text("project"),
          chunks,
          text == null ? null : text.toLowerCase(Locale.ROOT),
          Math.toIntExact(fields.wholeNumber("k", DEFAULT_K)));
    } catch (InvalidInputException | ArithmeticException e) {
      throw new InvalidInputException(
          "line " + line.number() + " of the fixtures: " + e.getMessage());
    }
  }

  /** One line of the fixtures; the expected text in lower case. */
  private record Case(
      String id,
      String query,
      @Nullable String project,
      Set<String> chunks,
      @Nullable String text,
      int k) {}
}
