package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.image.Image;
import dev.atocore.core.model.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class BlameMemory extends CliCommand {
  private static final int PAGE = 500;

  private final Value<String> memory = argument("MEMORY_ID", "The memory.");

  BlameMemory() {
    describe(
        "Which entry set the present value of each field, as 'git blame' tells it of lines.",
        "A value that no entry set was written behind the log's back; 'audit verify' says more.");
    examples("audit blame 0198c0de-…", "audit blame 0198c0de-… -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    String id = memory.required();
    Map<String, Blame> blamed = new LinkedHashMap<>();
    boolean erased = false;
    boolean any = false;
    String cursor = null;
    do {
      AuditPage page = store.audit().history(id, AuditFilter.ALL, PAGE, cursor);
      for (AuditEntry entry : page.entries()) {
        any = true;
        erased |= entry.erased() != null;
        set(blamed, Image.of(entry.after()), entry);
      }
      cursor = page.next();
    } while (cursor != null);
    Optional<Memory> row = store.memories().find(id);
    if (!any && row.isEmpty()) {
      throw CliException.failed("not_found", "the log knows no memory \"" + id + "\"");
    }
    if (row.isPresent()) {
      set(blamed, Image.of(row.get()), null);
    }
    RowOutput.all(cli, new View(), new ArrayList<>(blamed.values()));
    if (erased) {
      cli.note("some entries are redacted or pruned: a value may have been set in one of them");
    }
    if (row.isEmpty()) {
      cli.note("the row is gone; this is what the log last knew. 'memory restore' brings it back");
    }
    return ExitCode.OK;
  }

  /** What the row says and no entry does was written behind the log's back. */
  private static void set(Map<String, Blame> blamed, Image image, @Nullable AuditEntry entry) {
    for (String field : image.names()) {
      String value = image.text(field);
      Blame known = blamed.get(field);
      if (known == null || !Objects.equals(known.value(), value)) {
        blamed.put(field, new Blame(field, value, entry));
      }
    }
  }

  /** A field, its present value, and the entry that set it; null when none did. */
  private record Blame(String field, @Nullable String value, @Nullable AuditEntry entry) {}

  /** How they look as rows of a list. */
  private static final class View extends RowShape<Blame> {
    View() {
      super(
          "fields",
          "FIELD,V,ACTION,ACTOR,TIME,VALUE",
          "field,value,entry_id,version,action,actor,timestamp,request_id");
    }

    @Override
    public @Nullable Object[] cells(Blame row) {
      AuditEntry entry = row.entry();
      return entry == null
          ? row(row.field(), null, "no entry", null, null, row.value())
          : row(
              row.field(),
              entry.version(),
              entry.action(),
              entry.actor(),
              entry.timestamp(),
              row.value());
    }

    @Override
    public @Nullable Object[] csv(Blame row) {
      AuditEntry entry = row.entry();
      return entry == null
          ? row(row.field(), row.value(), null, null, null, null, null, null)
          : row(
              row.field(),
              row.value(),
              entry.id(),
              entry.version(),
              entry.action(),
              entry.actor(),
              entry.timestamp(),
              entry.requestId());
    }

    @Override
    public String id(Blame row) {
      AuditEntry entry = row.entry();
      return entry == null ? "" : Long.toString(entry.id());
    }
  }
}
