package dev.atocore.cli.command.audit;

import dev.atocore.audit.record.Erasure;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListErasures extends CliCommand {
  ListErasures() {
    describe(
        "Who redacted or pruned what, when and why, oldest first. It never says what the bodies"
            + " were.");
    examples("audit erasures", "audit erasures -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, new View(), cli.store().audit().erasures());
    return ExitCode.OK;
  }

  /** How they look as rows of a list. */
  private static final class View extends RowShape<Erasure> {
    View() {
      super(
          "erasures",
          "TIME,KIND,ENTRIES,ACTOR,WHAT,REASON",
          "kind,memory_id,through_version,older_than,through_entry,archive,archive_sha256,entries,actor,reason,request_id,erased_at");
    }

    @Override
    public @Nullable Object[] cells(Erasure row) {
      return row(row.at(), row.kind(), row.entries(), row.actor(), what(row), row.reason());
    }

    @Override
    public @Nullable Object[] csv(Erasure row) {
      Erasure.Redaction redaction = row instanceof Erasure.Redaction one ? one : null;
      Erasure.Pruning pruning = row instanceof Erasure.Pruning one ? one : null;
      return row(
          row.kind(),
          redaction == null ? null : redaction.memoryId(),
          redaction == null ? null : Long.valueOf(redaction.throughVersion()),
          pruning == null ? null : pruning.olderThan(),
          pruning == null ? null : Long.valueOf(pruning.throughEntry()),
          pruning == null ? null : pruning.archive(),
          pruning == null ? null : pruning.archiveSha256(),
          row.entries(),
          row.actor(),
          row.reason(),
          row.requestId(),
          row.at());
    }

    @Override
    public String id(Erasure row) {
      return row instanceof Erasure.Pruning pruning
          ? pruning.archive()
          : ((Erasure.Redaction) row).memoryId();
    }

    private static String what(Erasure row) {
      return row instanceof Erasure.Pruning pruning
          ? "before " + pruning.olderThan() + " to " + pruning.archive()
          : "memory " + ((Erasure.Redaction) row).memoryId();
    }
  }
}
