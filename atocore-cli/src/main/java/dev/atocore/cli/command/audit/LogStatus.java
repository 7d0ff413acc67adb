package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.log.AuditStatus;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class LogStatus extends CliCommand {
  LogStatus() {
    describe(
        "The size of the log, what waits in its spool, what was set aside because its change never"
            + " happened, what is lost, and what the last 'audit verify' of all of it found.");
    examples("audit status", "audit status -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLog audit = cli.store().audit();
    AuditStatus status = audit.status();
    AuditSpool.Content pending = audit.pending();
    AuditSpool.Content aborted = audit.spool().readAborted();
    if (cli.forPeople()) {
      new TextRecord(cli, 17)
          .line(
              "entries",
              status.entries() + (status.entries() == 0 ? "" : ", up to #" + status.lastId()))
          .line(
              "spool",
              status.spooled() == 0
                  ? "empty"
                  : status.spooled()
                      + " wait since "
                      + status.oldestPending()
                      + "; run 'atocore audit replay'")
          .line("unreadable lines", status.unreadable() == 0 ? null : status.unreadable())
          .line(
              "set aside",
              status.aborted() == 0
                  ? null
                  : status.aborted() + " in " + audit.spool().abortedFile())
          .line(
              "lost",
              status.lost() == 0
                  ? null
                  : Count.of(status.lost(), "entry", "entries")
                      + "; see 'atocore audit gap', then 'atocore audit gap ack'")
          .line("last verification", verification(status.lastVerification()));
      SpoolText.print(cli, "waits", pending.entries());
      SpoolText.print(cli, "set aside", aborted.entries());
      return ExitCode.OK;
    }
    cli.printObject(
        json -> {
          write(json, status);
          SpoolText.write(json, "pending", pending.entries());
          SpoolText.write(json, "set_aside_entries", aborted.entries());
        });
    return ExitCode.OK;
  }

  private static String verification(@Nullable String json) {
    if (json == null) {
      return "never; 'atocore audit verify' does";
    }
    JsonRecord fields = JsonRecord.parse(json);
    if (fields.values().isEmpty()) {
      return json;
    }
    return fields.scalar("verified_at")
        + ": "
        + fields.scalar("entries")
        + " entries, "
        + fields.scalar("problems")
        + " problems";
  }

  private static void write(JsonGenerator json, AuditStatus status) throws IOException {
    json.writeNumberField("entries", status.entries());
    json.writeNumberField("last_id", status.lastId());
    json.writeNumberField("spool_depth", status.spooled());
    json.writeStringField("oldest_pending", status.oldestPending());
    json.writeNumberField("unreadable_lines", status.unreadable());
    json.writeNumberField("set_aside", status.aborted());
    json.writeNumberField("lost", status.lost());
    json.writeFieldName("last_verification");
    String verification = status.lastVerification();
    if (verification == null) {
      json.writeNull();
    } else {
      Json.writeStored(json, verification);
    }
  }
}
