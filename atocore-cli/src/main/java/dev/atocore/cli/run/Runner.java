package dev.atocore.cli.run;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.cli.out.Printer;
import dev.atocore.cli.out.Terminal;
import dev.atocore.core.error.StoreException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs one command line: finds the command, parses its options, turns every failure into an exit
 * code.
 */
public final class Runner {
  private final OutputStream out;
  private final OutputStream err;
  private final InputStream in;
  private final Map<String, String> env;
  private final Terminal terminal;
  private List<String> understood = List.of();
  private @Nullable String unreadable;

  public Runner(
      OutputStream out,
      OutputStream err,
      InputStream in,
      Map<String, String> env,
      Terminal terminal) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.env = env;
    this.terminal = terminal;
  }

  /**
   * Runs one command line of which something is not text: it is refused, but by a command that
   * takes what it gets.
   *
   * @param unreadable says what
   */
  public int runDespite(String unreadable, String... args) {
    this.unreadable = unreadable;
    return run(args);
  }

  public int run(String... args) {
    Printer result = new Printer(out);
    Printer messages = new Printer(err);
    int exit;
    understood = List.of(args);
    try {
      exit = dispatch(Invocation.parse(args), result, messages);
      result.flush();
    } catch (Throwable e) {
      exit = new ErrorReport(messages, env, understood).report(e, result);
    }
    messages.flushQuietly();
    return exit;
  }

  private int dispatch(Invocation request, Printer result, Printer messages) throws Exception {
    if (request.version()) {
      result.line("atocore " + Version.current());
      return ExitCode.OK;
    }
    String first = request.first();
    String second = request.second();
    boolean group = first != null && CommandTable.isGroup(first);
    if (first == null || (group && second == null)) {
      if (!request.help() && !request.rest().isEmpty()) {
        throw CliException.usage(HelpText.incomplete(first));
      }
      (request.help() ? result : messages)
          .print(first == null ? HelpText.overview() : HelpText.group(first));
      return request.help() ? ExitCode.OK : ExitCode.USAGE;
    }
    CommandTable.Entry entry =
        second == null ? CommandTable.find("", first) : CommandTable.find(first, second);
    if (entry == null) {
      throw CliException.usage(HelpText.unknown(first, second));
    }
    return run(entry, request, result, messages);
  }

  private int run(CommandTable.Entry entry, Invocation request, Printer result, Printer messages)
      throws Exception {
    CliCommand command = entry.load();
    CommandLine line = commandLine(command);
    ArgumentText.Parsed arguments = ArgumentText.parse(line.getCommandSpec(), request.rest());
    understood = arguments.words();
    if (request.help() || arguments.help()) {
      result.print(HelpText.command(entry, command, line));
      return ExitCode.OK;
    }
    if (unreadable != null && !command.takesAnyText()) {
      throw CliException.invalid(unreadable);
    }
    parse(entry, line, understood);
    GlobalOptions globals = command.globals();
    StderrLogging.configure(
        messages, StderrLogging.level(globals.verbosity(), globals.quiet.isGiven()), env);
    CliSettings settings = CliSettings.of(globals, env, command, entry.path());
    try (Cli cli = new Cli(settings, terminal, result, messages, in)) {
      if (unreadable != null) {
        cli.note(unreadable + "; what is no text in it is replaced");
      }
      return run(command, cli);
    }
  }

  private static int run(CliCommand command, Cli cli) throws Exception {
    try {
      return command.run(cli);
    } catch (StoreException e) {
      if (e.code().equals(StoreException.DISK_FULL)) {
        cli.alerts()
            .emit(
                AlertRequest.of(
                        Severity.CRITICAL, "The disk is full", String.valueOf(e.getMessage()))
                    .withKey("disk-full"));
      }
      throw e;
    }
  }

  private static void parse(CommandTable.Entry entry, CommandLine line, List<String> args) {
    try {
      line.parseArgs(args.toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      throw CliException.usage(
          HelpText.firstLine(e.getMessage()) + "; see 'atocore " + entry.path() + " --help'");
    }
  }

  /**
   * Without picocli's conveniences that change what the user typed: {@code @files}, {@code ${…}}.
   */
  private static CommandLine commandLine(CliCommand command) {
    CommandLine line = new CommandLine(command.spec());
    line.setExpandAtFiles(false);
    line.setInterpolateVariables(false);
    line.setOverwrittenOptionsAllowed(true);
    line.setAllowOptionsAsOptionParameters(true);
    line.setEndOfOptionsDelimiter(ArgumentText.END);
    return line;
  }
}
