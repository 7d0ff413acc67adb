package dev.atocore.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Csv;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.out.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows one at a time in whatever format was asked for, without holding them.
 *
 * @param <T> the kind of row
 */
public final class RowOutput<T> {
  private final Cli cli;
  private final RowShape<T> shape;
  private final OutputFormat format;
  private final Csv csv;
  private final @Nullable TextTable table;
  private boolean started;
  private long rows;

  private RowOutput(Cli cli, RowShape<T> shape, OutputFormat format) {
    this.cli = cli;
    this.shape = shape;
    this.format = format;
    this.csv = cli.csv();
    this.table =
        format == OutputFormat.TEXT && !cli.idsOnly()
            ? new TextTable(cli.out(), cli.ansi(), cli.columns(), shape.titles())
            : null;
  }

  /** Begins a list. */
  public static <T> RowOutput<T> begin(Cli cli, RowShape<T> shape) {
    return new RowOutput<>(cli, shape, cli.format());
  }

  /** Begins a list that is for programs: NDJSON unless another format was asked for. */
  public static <T> RowOutput<T> stream(Cli cli, RowShape<T> shape) {
    return new RowOutput<>(cli, shape, cli.forPeople() ? OutputFormat.NDJSON : cli.format());
  }

  /** Prints a whole list and ends it. */
  public static <T> void all(Cli cli, RowShape<T> shape, List<T> rows) throws IOException {
    RowOutput<T> output = begin(cli, shape);
    for (T row : rows) {
      output.row(row);
    }
    output.end();
  }

  /** Prints a page of a longer list and ends it with the cursor. */
  public static <T> void page(Cli cli, RowShape<T> shape, List<T> rows, @Nullable String next)
      throws IOException {
    RowOutput<T> output = begin(cli, shape);
    for (T row : rows) {
      output.row(row);
    }
    output.end(next);
  }

  /** Prints a row. */
  public void row(T row) {
    try {
      start();
      rows++;
      switch (format) {
        case TEXT -> {
          if (table == null) {
            cli.out().line(TerminalText.oneLine(shape.id(row)));
          } else {
            table.row(shape.cells(row));
          }
        }
        case CSV -> csv.row(cli.out(), shape.csv(row));
        case JSON, NDJSON -> shape.json(cli.json(), row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether no row was printed. */
  public boolean isEmpty() {
    return rows == 0;
  }

  /** Ends a list that has no pages. */
  public void end() throws IOException {
    if (format == OutputFormat.JSON) {
      start();
      cli.json().writeEndArray();
    }
    finish();
  }

  /** Ends a page. */
  public void end(@Nullable String next) throws IOException {
    if (format == OutputFormat.JSON) {
      start();
      cli.json().writeEndArray();
      cli.json().writeStringField("next", next);
    }
    finish();
    if (next != null && format != OutputFormat.JSON) {
      cli.note("there is more: --after " + next);
    }
  }

  private void finish() throws IOException {
    switch (format) {
      case TEXT -> {
        if (table != null) {
          table.end();
          if (rows == 0) {
            cli.note("nothing found");
          }
        }
      }
      case CSV -> start();
      case JSON -> {
        cli.json().writeEndObject();
        cli.endJson();
      }
      case NDJSON -> {
        if (rows > 0) {
          cli.endJson();
        }
      }
    }
  }

  private void start() throws IOException {
    if (started) {
      return;
    }
    started = true;
    if (format == OutputFormat.CSV) {
      csv.row(cli.out(), (Object[]) shape.names());
    } else if (format == OutputFormat.JSON) {
      JsonGenerator json = cli.json();
      json.writeStartObject();
      json.writeArrayFieldStart(shape.plural());
    }
  }
}
