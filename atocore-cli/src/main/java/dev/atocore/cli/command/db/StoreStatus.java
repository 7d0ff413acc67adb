package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.SchemaStatus;
import dev.atocore.core.schema.SchemaStatus.AppliedMigration;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Files;

final class StoreStatus extends CliCommand {
  StoreStatus() {
    describe(
        "Which schema steps are applied and which are not. Works on older and newer stores too.");
    examples("db status", "db status -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLocation store = cli.location();
    SchemaStatus status = Schema.at(store).status();
    if (cli.forPeople()) {
      text(cli, store, status);
    } else {
      json(cli, store, status);
    }
    return ExitCode.OK;
  }

  private static void text(Cli cli, StoreLocation store, SchemaStatus status) throws IOException {
    TextRecord record = new TextRecord(cli, 8);
    record.line("store", store);
    if (store instanceof StoreFile file) {
      record.line("size", Files.size(file.path()) + " bytes");
    }
    record.line("version", status.version() + " (this atocore: " + status.latest() + ")");
    for (AppliedMigration step : status.applied()) {
      record.line(
          "applied",
          step.version()
              + " "
              + step.name()
              + ", "
              + step.appliedAt()
              + (step.sameScript() ? "" : ", by another script than this atocore's"));
    }
    for (String step : status.pending()) {
      record.line("pending", step);
    }
  }

  private static void json(Cli cli, StoreLocation store, SchemaStatus status) throws IOException {
    Long bytes = store instanceof StoreFile file ? Files.size(file.path()) : null;
    cli.printObject(
        json -> {
          json.writeStringField("path", store.toString());
          if (bytes != null) {
            json.writeNumberField("bytes", bytes);
          }
          json.writeNumberField("version", status.version());
          json.writeNumberField("latest", status.latest());
          json.writeArrayFieldStart("applied");
          for (AppliedMigration step : status.applied()) {
            json.writeStartObject();
            json.writeNumberField("version", step.version());
            json.writeStringField("name", step.name());
            json.writeStringField("checksum", step.checksum());
            json.writeStringField("applied_at", step.appliedAt());
            json.writeBooleanField("same_script", step.sameScript());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("pending");
          for (String step : status.pending()) {
            json.writeString(step);
          }
          json.writeEndArray();
        });
  }
}
