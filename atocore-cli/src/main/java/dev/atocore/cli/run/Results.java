package dev.atocore.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.run.Cli.JsonBody;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a command does or finds, printed for programs piece by piece as it comes, and the sum of it
 * at the end: as JSON a document with a list, as NDJSON the bare pieces. For people the command
 * prints.
 */
public final class Results {
  private final Cli cli;
  private final boolean document;
  private boolean printed;

  private Results(Cli cli, String list, boolean document, JsonBody head) throws IOException {
    this.cli = cli;
    this.document = document;
    if (document) {
      cli.json().writeStartObject();
      head.write(cli.json());
      cli.json().writeArrayFieldStart(list);
    }
  }

  /**
   * Begins.
   *
   * @param list the key of the list in the document
   */
  public static Results begin(Cli cli, String list) throws IOException {
    return begin(cli, list, json -> {});
  }

  /** Begins with fields before the list. */
  public static Results begin(Cli cli, String list, JsonBody head) throws IOException {
    return new Results(cli, list, cli.format() == OutputFormat.JSON, head);
  }

  /** Begins a result whose sum is wanted in NDJSON too: it is one document there as well. */
  public static Results beginDocument(Cli cli, String list) throws IOException {
    return new Results(cli, list, !cli.forPeople(), json -> {});
  }

  /** Prints a piece as an object. */
  public void each(JsonBody piece) {
    try {
      printed = true;
      JsonGenerator json = cli.json();
      json.writeStartObject();
      piece.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends, with the fields after the list. */
  public void end(JsonBody sum) throws IOException {
    if (document) {
      cli.json().writeEndArray();
      sum.write(cli.json());
      cli.json().writeEndObject();
    }
    if (document || printed) {
      cli.endJson();
    }
  }
}
