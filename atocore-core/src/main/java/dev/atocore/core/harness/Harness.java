package dev.atocore.core.harness;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
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
    return run(fixtures, null, null, done -> {});
  }

  /**
   * The same by that mode.
   *
   * @param mode by what to search; null for the default of a search
   * @param k how many count of each case; null for what the cases say
   * @param progress told after each case how many are done
   */
  public HarnessResult run(
      InputStream fixtures, @Nullable SearchMode mode, @Nullable Integer k, LongConsumer progress) {
    HarnessResult result = measure(cases(fixtures), mode, k, progress);
    keep(result);
    return result;
  }

  /**
   * Measures by two modes. The first result is kept.
   *
   * @return what each found
   */
  public List<HarnessResult> compare(
      InputStream fixtures,
      @Nullable SearchMode mode,
      SearchMode against,
      @Nullable Integer k,
      LongConsumer progress) {
    List<Case> cases = cases(fixtures);
    HarnessResult result = measure(cases, mode, k, progress);
    HarnessResult other = measure(cases, against, k, progress);
    keep(result);
    return List.of(result, other);
  }

  private static List<Case> cases(InputStream fixtures) {
    NdjsonReader reader = new NdjsonReader(fixtures);
    List<Case> cases = new ArrayList<>();
    for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
      cases.add(parse(line));
    }
    if (cases.isEmpty()) {
      throw new InvalidInputException("the fixtures hold no case");
    }
    return cases;
  }

  private HarnessResult measure(
      List<Case> cases, @Nullable SearchMode mode, @Nullable Integer k, LongConsumer progress) {
    long done = 0;
    List<HarnessResult.FailedCase> failed = new ArrayList<>();
    SearchMode used = SearchMode.TEXT;
    double recall = 0;
    double reciprocal = 0;
    long withChunks = 0;
    for (Case one : cases) {
      SearchAnswer answer =
          store
              .memories()
              .searchAnswer(
                  SearchQuery.of(one.query())
                      .project(one.project())
                      .statuses(MemoryStatus.ACTIVE, MemoryStatus.CANDIDATE)
                      .limit(k == null ? one.k() : k)
                      .mode(mode));
      used = answer.mode();
      progress.accept(++done);
      Found found = found(one, answer.page().memories());
      if (found.first() == 0) {
        failed.add(new HarnessResult.FailedCase(one.id(), one.query()));
      } else {
        reciprocal += 1.0 / found.first();
      }
      if (!one.chunks().isEmpty()) {
        withChunks++;
        recall += (double) found.chunks() / one.chunks().size();
      }
    }
    int total = cases.size();
    return new HarnessResult(
        Times.format(Instant.now()),
        total,
        total - failed.size(),
        failed,
        used,
        withChunks == 0 ? 0 : recall / withChunks,
        reciprocal / total);
  }

  private void keep(HarnessResult result) {
    if (store.isReadOnly()) {
      log.warn("The store is read-only: the result of this run is not kept");
    } else {
      store.state().set(State.OWN, CATEGORY, KEY, JsonRecord.write(result::write));
      remember(result);
    }
  }

  /** Keeps what a trend needs, and forgets what is long past. */
  private void remember(HarnessResult result) {
    String date = result.ranAt().substring(0, DATE_CHARACTERS);
    HarnessResult inShort =
        new HarnessResult(
            result.ranAt(),
            result.total(),
            result.passed(),
            List.of(),
            result.mode(),
            result.recall(),
            result.mrr());
    store.state().set(State.OWN, HISTORY, date, JsonRecord.write(inShort::write));
    store
        .state()
        .forgetBefore(State.OWN, HISTORY, LocalDate.parse(date).minusDays(DAYS_KEPT).toString());
  }

  private static Found found(Case one, List<Memory> memories) {
    Set<String> chunks = new HashSet<>();
    String text = one.text();
    int first = 0;
    for (int i = 0; i < memories.size(); i++) {
      Memory memory = memories.get(i);
      boolean hit = text != null && memory.content().toLowerCase(Locale.ROOT).contains(text);
      for (String chunk : memory.sourceChunkIds()) {
        if (one.chunks().contains(chunk)) {
          chunks.add(chunk);
          hit = true;
        }
      }
      if (hit && first == 0) {
        first = i + 1;
      }
    }
    return new Found(first, chunks.size());
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

  /**
   * What a case found.
   *
   * @param first the place of the first that was expected, from 1; 0 for none
   * @param chunks how many of the expected chunks were found
   */
  private record Found(int first, int chunks) {}
}
