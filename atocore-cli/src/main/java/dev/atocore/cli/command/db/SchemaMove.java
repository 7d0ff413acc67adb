package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.core.schema.StepsBack;
import java.io.IOException;
import java.util.List;

/** Prints where a move of the schema ended, and what is gone with it. */
final class SchemaMove {
  private SchemaMove() {}

  static void print(Cli cli, int from, int to, List<StepsBack.Gone> gone) throws IOException {
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeNumberField("from", from);
            json.writeNumberField("version", to);
            if (!gone.isEmpty()) {
              json.writeArrayFieldStart("gone");
              for (StepsBack.Gone one : gone) {
                json.writeStartObject();
                json.writeNumberField("step", one.step());
                json.writeStringField("what", one.what());
                json.writeNumberField("rows", one.rows());
                json.writeEndObject();
              }
              json.writeEndArray();
            }
          });
    } else if (!cli.idsOnly()) {
      cli.out()
          .line(
              from == to
                  ? "schema version " + to + ", as before"
                  : "schema version " + from + " -> " + to);
      for (StepsBack.Gone one : gone) {
        cli.out().line("gone: " + one.what() + " (" + one.rows() + ")");
      }
    }
  }
}
