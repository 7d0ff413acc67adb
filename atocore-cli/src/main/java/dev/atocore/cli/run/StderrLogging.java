package dev.atocore.cli.run;

import dev.atocore.cli.out.Printer;
import dev.atocore.cli.out.TerminalText;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What the libraries log, on stderr: one line an event, safe for a terminal, without secrets. The
 * usual providers print a message as it is, and read configuration files at each start.
 */
public final class StderrLogging implements SLF4JServiceProvider, ILoggerFactory {
  private static volatile Sink sink = new Sink(null, Level.WARN, Map.of());

  private final IMarkerFactory markers = new BasicMarkerFactory();

  /** For SLF4J, which finds the class by its name. */
  public StderrLogging() {}

  static void configure(Printer printer, Level level, Map<String, String> env) {
    sink = new Sink(printer, level, env);
  }

  static Level level(int verbosity, boolean quiet) {
    if (verbosity >= 2) {
      return Level.DEBUG;
    }
    return verbosity == 1 ? Level.INFO : quiet ? Level.ERROR : Level.WARN;
  }

  static boolean isEnabled(Level level) {
    return level.toInt() >= sink.level().toInt();
  }

  static void print(Level level, String message, @Nullable Throwable error) {
    Sink now = sink;
    Printer printer = now.printer();
    if (printer == null) {
      return;
    }
    String line = level + " " + message + (error == null ? "" : ": " + error);
    printer.line(TerminalText.oneLine(SecretMask.mask(line, now.env())));
    printer.flushQuietly();
  }

  @Override
  public Logger getLogger(String name) {
    return new StderrLogger(name);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  /** Where lines go; null before a command has begun. */
  private record Sink(@Nullable Printer printer, Level level, Map<String, String> env) {}
}
