package dev.atocore.core.bulk;

import dev.atocore.core.bulk.ImportLine.Outcome;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.InSlices;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.RefusedBeforeException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.memory.KnownBefore;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Draft;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.NdjsonReader;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes memories in from NDJSON, up to 1000 lines a transaction. A line either becomes a memory
 * with its audit entry or is reported with its number; it never stops the others. An exported line
 * keeps its id, status and counts, so that export and import are inverse. Holds one batch of lines;
 * what a dry run holds besides, {@link RehearsedImport} says.
 */
public final class MemoryImport {
  private static final int BATCH = 1000;

  private final Mutator mutator;
  private final RehearsedImport rehearsed = new RehearsedImport();

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public MemoryImport(Mutator mutator) {
    this.mutator = mutator;
  }

  public ImportReport run(
      InputStream in, Change change, boolean dryRun, Consumer<ImportLine> each) {
    NdjsonReader reader = new NdjsonReader(in);
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    long lines = 0;
    while (true) {
      List<Parsed> batch = batch(reader);
      if (batch.isEmpty()) {
        return new ImportReport(
            lines,
            counts.getOrDefault(Outcome.CREATED, 0L),
            counts.getOrDefault(Outcome.REINFORCED, 0L),
            counts.getOrDefault(Outcome.SKIPPED, 0L),
            counts.getOrDefault(Outcome.REFUSED_BEFORE, 0L),
            counts.getOrDefault(Outcome.FAILED, 0L));
      }
      lines += batch.size();
      if (!dryRun) {
        mutator.vectors().prepare(texts(batch));
      }
      InSlices.run(
          batch,
          some -> write(some, change, dryRun),
          outcome -> {
            counts.merge(outcome.outcome(), 1L, Long::sum);
            each.accept(outcome);
          });
    }
  }

  private static List<String> texts(List<Parsed> batch) {
    List<String> texts = new ArrayList<>(batch.size());
    for (Parsed line : batch) {
      Draft draft = line.draft();
      if (draft != null) {
        texts.add(draft.memory().content());
      }
    }
    return texts;
  }

  private static List<Parsed> batch(NdjsonReader reader) {
    return reader.nextBatch(BATCH).stream().map(MemoryImport::parse).toList();
  }

  private List<ImportLine> write(List<Parsed> batch, Change change, boolean dryRun) {
    SqlWork<AuditedTransaction, List<ImportLine>> work =
        transaction -> {
          KnownBefore known = lookUp(transaction, batch);
          List<ImportLine> outcomes = new ArrayList<>(batch.size());
          for (Parsed line : batch) {
            outcomes.add(take(transaction, line, known, dryRun));
            if (transaction.isSliceOver()) {
              break;
            }
          }
          return outcomes;
        };
    return dryRun ? mutator.rehearse(change, work) : mutator.run(change.ofMany(), work);
  }

  private static KnownBefore lookUp(AuditedTransaction transaction, List<Parsed> batch)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (Parsed line : batch) {
      Draft draft = line.draft();
      if (draft != null) {
        hashes.add(draft.contentHash());
        if (draft.id() != null) {
          ids.add(draft.id());
        }
      }
    }
    transaction.holds().claimContents(hashes);
    return KnownBefore.living(transaction.connection(), ids, hashes);
  }

  private ImportLine take(
      AuditedTransaction transaction, Parsed line, KnownBefore known, boolean dryRun)
      throws SQLException {
    Draft draft = line.draft();
    if (draft == null) {
      return new ImportLine(line.number(), Outcome.FAILED, null, line.error());
    }
    try {
      String id = draft.id();
      StoredMemory same = id != null && known.mayHaveId(id) ? transaction.find(id) : null;
      if (id != null && same != null) {
        return sameId(line.number(), id, draft.isSaidBy(same.memory()));
      }
      if (id != null && rehearsed.hasId(id)) {
        return sameId(line.number(), id, rehearsed.saysTheSame(id, draft));
      }
      List<String> chunks = draft.memory().sourceChunkIds();
      boolean lives = draft.status().living();
      boolean like = lives && known.mayHaveContent(draft.contentHash());
      if (lives && !transaction.change().is(Change.Term.DUPLICATE_ALLOWED)) {
        StoredMemory equal = like ? transaction.findLiving(draft) : null;
        if (equal != null) {
          return again(transaction, line.number(), equal.memory().id(), equal, chunks, dryRun);
        }
        String earlier = rehearsed.living(draft);
        if (earlier != null) {
          return again(transaction, line.number(), earlier, null, chunks, dryRun);
        }
      }
      boolean again = line.again() || transaction.change().is(Change.Term.AGAIN);
      Memory created =
          like ? transaction.insert(draft, again) : transaction.insertDistinct(draft, again);
      known.add(created.id(), lives ? draft.contentHash() : "");
      if (dryRun) {
        rehearsed.add(created.id(), draft);
        for (String chunk : chunks) {
          rehearsed.spoke(created.id(), transaction.evidence().documentOf(chunk));
        }
      }
      return new ImportLine(line.number(), Outcome.CREATED, created.id(), null);
    } catch (RefusedBeforeException e) {
      return new ImportLine(line.number(), Outcome.REFUSED_BEFORE, e.memoryId(), null);
    } catch (AtoCoreException e) {
      if (e instanceof StoreException) {
        throw e;
      }
      return new ImportLine(line.number(), Outcome.FAILED, null, e.getMessage());
    }
  }

  private static ImportLine sameId(long number, String id, boolean saysTheSame) {
    return saysTheSame
        ? new ImportLine(number, Outcome.SKIPPED, id, null)
        : new ImportLine(
            number, Outcome.FAILED, null, "memory " + id + " exists and says something else");
  }

  /**
   * One more line that says what a memory says: its documents vouch for the memory, each that never
   * did.
   *
   * @param row null when an earlier batch of a dry run would have made the memory
   */
  private ImportLine again(
      AuditedTransaction transaction,
      long number,
      String id,
      @Nullable StoredMemory row,
      List<String> chunks,
      boolean dryRun)
      throws SQLException {
    boolean vouched = false;
    StoredMemory current = row;
    for (String chunk : chunks) {
      String document = transaction.evidence().documentOf(chunk);
      // A chunk that the store does not know is its own document, and worth less.
      double delta = document.equals(chunk) ? Defaults.DELTA : Defaults.DELTA_OF_A_STATEMENT;
      boolean vouches =
          !(dryRun && rehearsed.hasSpoken(id, document))
              && (current == null
                  || MemoryChanges.vouch(transaction, current, document, chunk, delta));
      if (vouches && dryRun) {
        rehearsed.spoke(id, document);
      }
      if (vouches && current != null) {
        current = transaction.require(id);
      }
      vouched |= vouches;
    }
    return new ImportLine(number, vouched ? Outcome.REINFORCED : Outcome.SKIPPED, id, null);
  }

  private static Parsed parse(NdjsonReader.Line line) {
    try {
      JsonFields fields = line.fields();
      String status = fields.text("status");
      // The checks of a new memory hold for an imported one too; only its status may be any.
      NewMemory checked =
          NewMemory.of(
                  MemoryType.parse(fields.requiredText("type")), fields.requiredText("content"))
              .project(fields.text("project"))
              .confidence(fields.number("confidence", NewMemory.DEFAULT_CONFIDENCE))
              .sourceChunks(sources(fields))
              .owner(
                  Owner.of(fields.text("user_id"), fields.text("agent_id"), fields.text("run_id")))
              .metadata(metadata(fields))
              .validity(
                  Validity.parse(
                      fields.text("valid_from"),
                      fields.text("valid_until"),
                      fields.text("review_by"),
                      Instant.now()));
      String id = fields.text("id");
      TextRules.requireName("id", id);
      String supersededBy = fields.text("superseded_by");
      TextRules.requireName("superseded_by", supersededBy);
      long references = fields.wholeNumber("reference_count", 0);
      if (references < 0) {
        throw new InvalidInputException("reference_count is " + references + ", not 0 or more");
      }
      return new Parsed(
          line.number(),
          new Draft(
              id,
              checked,
              status == null ? MemoryStatus.CANDIDATE : MemoryStatus.parse(status),
              references,
              time(fields, "last_referenced_at"),
              supersededBy,
              time(fields, "created_at"),
              ContentHash.ofStatement(checked.content())),
          fields.flag("again"),
          null);
    } catch (InvalidInputException e) {
      return new Parsed(line.number(), null, false, e.getMessage());
    }
  }

  private static Metadata metadata(JsonFields fields) {
    String object = fields.object("metadata");
    return object == null ? Metadata.EMPTY : Metadata.parse(object);
  }

  /** All that the line cites: its first chunk, as earlier versions wrote it, and the list. */
  private static List<String> sources(JsonFields fields) {
    String first = fields.text("source_chunk_id");
    List<String> all = new ArrayList<>(first == null ? List.of() : List.of(first));
    all.addAll(fields.texts("source_chunk_ids"));
    return all;
  }

  private static @Nullable String time(JsonFields fields, String name) {
    String text = fields.text(name);
    if (text == null) {
      return null;
    }
    Instant now = Instant.now();
    Instant time = Times.parse(text, now);
    if (time.isAfter(now)) {
      throw new InvalidInputException(name + " lies in the future");
    }
    return Times.format(time);
  }

  /** A line that can be taken, whatever was refused before or not, or why it cannot. */
  private record Parsed(
      long number, @Nullable Draft draft, boolean again, @Nullable String error) {}
}
