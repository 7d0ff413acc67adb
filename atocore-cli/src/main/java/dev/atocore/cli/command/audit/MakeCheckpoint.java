package dev.atocore.cli.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.CheckpointReport;
import dev.atocore.core.log.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

final class MakeCheckpoint extends CliCommand {
  private final Value<String> file =
      optionalArgument(
          "FILE",
          "Where the checkpoint goes, - for stdout (default: the store's file with .checkpoint).");
  private final Value<String> key = text("--key", "FILE", CheckpointFiles.KEY_OPTION);
  private final Value<String> origin =
      text("--origin", "NAME", "The name of a new key and its log, such as example.org/memory.");

  private final Value<String> acceptHistory =
      text(
          "--accept-history",
          "NOTE",
          "Sign although the log no longer holds what was signed last, as after a restored backup;"
              + " put on record beside the key.");

  MakeCheckpoint() {
    describe(
        "Adds the entries that are not sealed yet to an append-only Merkle tree and signs its root,"
            + " as a C2SP checkpoint. A checkpoint that stands in FILE is replaced only by one that"
            + " contains all it sealed, and a key goes on only from what it signed last, which is"
            + " kept beside it with .last: otherwise nothing is signed, and an alert is sent.",
        "A copy of the checkpoint elsewhere proves later that nothing before it was rewritten.");
    examples(
        "audit checkpoint",
        "audit checkpoint /mnt/usb/atocore.checkpoint --key /mnt/usb/atocore.key",
        "audit checkpoint - | ssh vault 'cat >>checkpoints'");
    exitsWithFindings(
        "A newly sealed entry does not give its own hash; or nothing was signed, since the log is"
            + " not the one that was signed last.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    boolean toStdout = "-".equals(file.get());
    Path target = CheckpointFiles.checkpoint(cli, file);
    Path keyFile = CheckpointFiles.key(cli, key);
    Checkpoints checkpoints = cli.store().checkpoints();
    CheckpointKey signing = CheckpointKey.openOrCreate(keyFile, origin.get());
    Continuation continuation = new Continuation(cli, keyFile);
    String note = acceptHistory.get();
    String broken = continuation.broken(signing, checkpoints);
    if (broken != null && note == null) {
      continuation.refuse(broken);
      return ExitCode.FINDINGS;
    }
    if (broken != null && note != null) {
      continuation.accept(broken, note);
    }
    SignedCheckpoint previous = toStdout || note != null ? null : previous(target, signing);
    CheckpointReport report;
    try (ProgressLine line = cli.progress()) {
      report =
          checkpoints.make(
              signing,
              previous,
              entry -> {
                line.clear();
                noteAltered(cli, entry);
              },
              count -> line.show(Count.of(count, "entry", "entries") + " sealed"));
    } catch (AuditException e) {
      if (!e.code().equals("checkpoint_conflict")) {
        throw e;
      }
      continuation.refuse(String.valueOf(e.getMessage()));
      return ExitCode.FINDINGS;
    }
    continuation.keep(report.checkpoint());
    if (!toStdout) {
      PrivateFile.replace(target, report.checkpoint().note().getBytes(UTF_8));
    }
    print(cli, report, signing, toStdout ? null : target);
    if (report.pending() > 0) {
      cli.note(
          report.pending()
              + " in the spool, not sealed yet; run 'atocore audit replay' and then this again");
    }
    return report.altered() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void noteAltered(Cli cli, AuditEntry entry) {
    cli.note(
        "entry "
            + entry.id()
            + " does not give its own hash and is sealed as it is; run 'atocore audit verify "
            + entry.memoryId()
            + "'");
  }

  /** What is in the file is replaced only by a checkpoint that contains it. */
  private static @Nullable SignedCheckpoint previous(Path target, CheckpointKey key) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        ? SignedCheckpoint.read(target, key.verifier())
        : null;
  }

  private static void print(
      Cli cli, CheckpointReport report, CheckpointKey key, @Nullable Path target)
      throws IOException {
    SignedCheckpoint checkpoint = report.checkpoint();
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeStringField("file", target == null ? null : target.toString());
            json.writeStringField("origin", checkpoint.origin());
            json.writeNumberField("tree_size", checkpoint.head().size());
            json.writeStringField("root", checkpoint.head().root().hex());
            json.writeNumberField("sealed", report.sealed());
            json.writeNumberField("altered", report.altered());
            json.writeNumberField("pending", report.pending());
            json.writeStringField("verifier_key", key.verifier().toString());
            json.writeStringField("checkpoint", checkpoint.note());
          });
    } else if (target == null) {
      cli.out().print(checkpoint.note());
    } else if (!cli.idsOnly()) {
      cli.out()
          .line(
              "sealed "
                  + Count.of(report.sealed(), "new entry", "new entries")
                  + ", "
                  + checkpoint.head().size()
                  + " in all: "
                  + TerminalText.oneLine(target.toString()));
      cli.out().line("keep it where nobody who can write the store can reach, and this key too:");
      cli.out().line(TerminalText.oneLine(key.verifier().toString()));
    }
  }
}
