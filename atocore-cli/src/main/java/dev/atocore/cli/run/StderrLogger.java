package dev.atocore.cli.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger of {@link StderrLogging}. */
final class StderrLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  StderrLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return StderrLogging.isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return StderrLogging.isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return StderrLogging.isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return StderrLogging.isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return StderrLogging.isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    StderrLogging.print(level, MessageFormatter.basicArrayFormat(message, arguments), error);
  }
}
