package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.Logins;
import java.io.IOException;
import java.util.List;

final class PrintGrants extends CliCommand {
  private final Value<String> writer =
      text("--writer", "ROLE", "A login that changes memories and can only add to the log.");
  private final Value<String> reader = text("--reader", "ROLE", "A login that reads and verifies.");
  private final Value<String> eraser =
      text(
          "--eraser",
          "ROLE",
          "A writer that may also redact and prune; the writer then may not. Without it the writer"
              + " may.");

  PrintGrants() {
    describe(
        "Prints the SQL that gives logins of a PostgreSQL server the rights they need on this store"
            + " and no more; it runs none of it. For the owner of the tables, after 'db init' and"
            + " after each 'db migrate'. The roles must be there already, and none of them may own"
            + " the tables.");
    examples(
        "db grants --writer atocore_app --reader atocore_report | psql --single-transaction -v"
            + " ON_ERROR_STOP=1 DB",
        "db grants --writer atocore_app --eraser atocore_privacy");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Logins logins = new Logins(writer.get(), reader.get(), eraser.get());
    if (logins.writer() == null && logins.reader() == null && logins.eraser() == null) {
      throw CliException.usage("say for whom: --writer ROLE, --reader ROLE, --eraser ROLE");
    }
    List<String> statements = Schema.at(cli.location()).grants(logins);
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeArrayFieldStart("statements");
            for (String statement : statements) {
              json.writeString(statement);
            }
            json.writeEndArray();
          });
    } else {
      for (String statement : statements) {
        cli.out().line(TerminalText.oneLine(statement) + ";");
      }
    }
    return ExitCode.OK;
  }
}
