package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import java.io.IOException;

/** Prints where a move of the schema ended. */
final class SchemaMove {
  private SchemaMove() {}

  static void print(Cli cli, int from, int to) throws IOException {
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeNumberField("from", from);
            json.writeNumberField("version", to);
          });
    } else if (!cli.idsOnly()) {
      cli.out()
          .line(
              from == to
                  ? "schema version " + to + ", as before"
                  : "schema version " + from + " -> " + to);
    }
  }
}
