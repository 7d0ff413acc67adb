package dev.atocore.cli.command.integrity;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.integrity.history.Night.KnownFinding;
import dev.atocore.integrity.history.NightDiff;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed from one run to the next. */
final class DiffView extends RowShape<DiffView.Row> {
  private static final String NEW = "new";
  private static final String GONE = "gone";
  private static final String REMAINING = "remaining";

  private DiffView() {
    super("findings", "CHANGE,CHECK,SUBJECT", "change,finding_id,check,subject,first_seen,nights");
  }

  /**
   * A finding and what became of it.
   *
   * @param change {@code new}, {@code gone} or {@code remaining}
   * @param finding the finding
   */
  record Row(String change, KnownFinding finding) {}

  static void print(Cli cli, NightDiff diff) throws IOException {
    if (cli.format() == OutputFormat.JSON) {
      diff.write(cli.json());
      cli.endJson();
      return;
    }
    if (!cli.forPeople() || cli.idsOnly()) {
      RowOutput<Row> rows = RowOutput.begin(cli, new DiffView());
      rows(rows, NEW, diff.appeared());
      rows(rows, GONE, diff.gone());
      rows(rows, REMAINING, diff.remaining());
      rows.end();
      return;
    }
    for (KnownFinding finding : diff.appeared()) {
      line(cli, cli.ansi().red("+ new  "), finding);
    }
    for (KnownFinding finding : diff.gone()) {
      line(cli, cli.ansi().green("- gone "), finding);
    }
    for (KnownFinding finding : diff.remaining()) {
      line(cli, "  still", finding);
    }
    cli.out()
        .line(
            cli.ansi().strong(diff.appeared().size() + " new")
                + ", "
                + diff.gone().size()
                + " gone, "
                + diff.remaining().size()
                + " still there, from "
                + TerminalText.oneLine(diff.from())
                + " to "
                + TerminalText.oneLine(diff.to()));
    if (diff.uncompared() > 0) {
      cli.note(
          Count.of(diff.uncompared(), "finding")
              + " beyond the first 1000 of a check were counted, not compared");
    }
  }

  private static void rows(RowOutput<Row> rows, String change, List<KnownFinding> findings) {
    for (KnownFinding finding : findings) {
      rows.row(new Row(change, finding));
    }
  }

  private static void line(Cli cli, String change, KnownFinding finding) {
    cli.out()
        .line(
            change
                + "  "
                + TerminalText.oneLine(finding.checkId())
                + "  "
                + TerminalText.oneLine(finding.subject())
                + "  "
                + cli.ansi()
                    .faint(
                        TerminalText.oneLine(
                            Count.of(finding.nights(), "night")
                                + ", since "
                                + finding.firstSeen()
                                + ", "
                                + finding.findingId())));
  }

  @Override
  public @Nullable Object[] cells(Row row) {
    return row(row.change(), row.finding().checkId(), row.finding().subject());
  }

  @Override
  public @Nullable Object[] csv(Row row) {
    KnownFinding finding = row.finding();
    return row(
        row.change(),
        finding.findingId(),
        finding.checkId(),
        finding.subject(),
        finding.firstSeen(),
        finding.nights());
  }

  @Override
  public String id(Row row) {
    return row.finding().findingId();
  }
}
