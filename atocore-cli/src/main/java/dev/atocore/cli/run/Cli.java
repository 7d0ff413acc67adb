package dev.atocore.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.AlertsBuilder;
import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Csv;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.JsonForTerminal;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.out.Printer;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.out.Terminal;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.Memories;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.access.Principal;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.recall.Reader;
import dev.atocore.core.recall.RecallDoor;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.integrity.alert.StateAlertSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a running command has: its settings, its streams and its store. Closed when the command
 * ends.
 */
public final class Cli implements AutoCloseable {
  private static final int DEFAULT_COLUMNS = 240;

  private final CliSettings settings;
  private final Terminal terminal;
  private final Printer result;
  private final Printer messages;
  private final Input input;
  private final InterruptHooks hooks = new InterruptHooks();
  private @Nullable MemoryStore store;
  private boolean lasting;
  private @Nullable Alerts alerts;
  private @Nullable JsonGenerator json;
  private @Nullable String requestId;
  private @Nullable RecallLog recalls;
  private RecallSession session = RecallSession.NONE;

  Cli(CliSettings settings, Terminal terminal, Printer result, Printer messages, InputStream in) {
    this.settings = settings;
    this.terminal = terminal;
    this.result = result;
    this.messages = messages;
    this.input = new Input(in);
  }

  /** How the result is printed. */
  public OutputFormat format() {
    return settings.format();
  }

  /** The format of this command alone that was asked for; null for a usual one. */
  public @Nullable String report() {
    return settings.report();
  }

  /** Whether the result is for people. */
  public boolean forPeople() {
    return settings.format() == OutputFormat.TEXT;
  }

  /** Whether people want only ids. */
  public boolean idsOnly() {
    return settings.quiet() && forPeople();
  }

  /** Whether people want to be told of each thing where there may be very many. */
  public boolean verbose() {
    return settings.verbose();
  }

  /** Where the result goes. */
  public Printer out() {
    return result;
  }

  /** The result as JSON: one document, or one value a line. */
  public JsonGenerator json() throws IOException {
    JsonGenerator generator = json;
    if (generator == null) {
      Writer writer = result.asWriter();
      generator = Json.on(terminal.out() ? new JsonForTerminal(writer) : writer);
      json = generator;
    }
    return generator;
  }

  /** Ends a JSON document, or the last line of several. */
  public void endJson() throws IOException {
    json().flush();
    result.print("\n");
  }

  /** Prints one JSON object as the whole result. */
  public void printObject(JsonBody body) throws IOException {
    JsonGenerator generator = json();
    generator.writeStartObject();
    body.write(generator);
    generator.writeEndObject();
    endJson();
  }

  /** How rows for spreadsheets and programs are written. */
  Csv csv() {
    return new Csv(settings.csvSafe(), terminal.out());
  }

  /** Says something on stderr, unless it is to be quiet. */
  public void note(String line) {
    if (!settings.quiet()) {
      messages.line(TerminalText.oneLine(line));
      messages.flushQuietly();
    }
  }

  /** Reports a failure that does not end the command, as the one that does would be. */
  public void problem(String code, String message) {
    // The result so far comes first when both go to one terminal.
    result.flush();
    boolean asJson = format() == OutputFormat.JSON || format() == OutputFormat.NDJSON;
    ErrorReport.print(
        messages, new ErrorReport.Problem(code, message, ExitCode.FAILED), asJson, settings.env());
    messages.flushQuietly();
  }

  /** Colours, or none when nobody sees them. */
  public Ansi ansi() {
    return terminal.out() && settings.color() ? Ansi.ON : Ansi.OFF;
  }

  /**
   * Does that on Ctrl-C or SIGTERM, and then lets the command come to its end by itself; it has a
   * few seconds. Without this, the process ends at once.
   */
  public void onInterrupt(Runnable action) {
    hooks.add(action);
  }

  /** A line on stderr that shows how far a long command has come, where a terminal is. */
  public ProgressLine progress() {
    return new ProgressLine(
        messages, terminal.err() && settings.color() && !settings.quiet(), columns());
  }

  /** Whether a person can be asked: both stdin and stdout are a terminal. */
  public boolean interactive() {
    return terminal.in() && terminal.out();
  }

  /** How wide lines may be. */
  public int columns() {
    return terminal.columns() > 0 ? terminal.columns() : DEFAULT_COLUMNS;
  }

  /** The environment variables. */
  public Map<String, String> env() {
    return settings.env();
  }

  /** Who acts. */
  public String actor() {
    return settings.actor();
  }

  /** Who acts, or that one unless the user named one. */
  public String actor(String otherwise) {
    return settings.actor(otherwise);
  }

  /** A change by whoever acts, as part of this process' request. */
  public Change change(Value<String> note) {
    return change(settings.actor(), note.get());
  }

  /** The same where there is nothing to say about why. */
  public Change change() {
    return change(settings.actor(), null);
  }

  /** The same, but by that actor unless the user named one. */
  public Change changeBy(String actor, Value<String> note) {
    return change(settings.actor(actor), note.get());
  }

  /** The same for a command whose {@code --actor} means somebody else: by that one if not null. */
  public Change changeAs(@Nullable String actor, Value<String> note) {
    return change(
        actor == null ? settings.actorApartFromOption() : OwnActor.requireCaller(actor),
        note.get());
  }

  /** Where the store lies by its canonical name, whether or not it is there. */
  public StoreLocation location() {
    return givenStore().canonical();
  }

  /** Where another store lies that the user calls by that name. */
  public StoreLocation location(String name) {
    return settings.store(name).canonical();
  }

  /** Where the store lies as the user called it. */
  public StoreLocation givenStore() {
    return settings.store();
  }

  /**
   * The file of the store by its canonical name, for what only a file can.
   *
   * @param instead what to use where the store is in no file
   */
  public StoreFile storeFile(String instead) {
    if (location() instanceof StoreFile file) {
      return file;
    }
    throw CliException.failed(
        "not_offered", "a store in PostgreSQL does not offer that: " + instead);
  }

  /** Says that this command goes on for long, before it opens the store. */
  public void goesOnForLong() {
    lasting = true;
  }

  /** The store; it must be there. */
  public MemoryStore store() {
    return open(StoreOptions.of(givenStore()).existingOnly());
  }

  /** The store; made when it is missing. */
  public MemoryStore storeOrNew() {
    return open(StoreOptions.of(givenStore()));
  }

  /** The memories of the store, with what is read of them on record if that was asked for. */
  public Memories memories(Value<Boolean> record) {
    return record.isGiven()
        ? store()
            .as(Principal.operator(settings.actor()), session(record, settings.actor()))
            .memories()
        : store().memories();
  }

  /** What notes what a command tells whose {@code --actor} means somebody else. */
  public RecallSession session(Value<Boolean> record) {
    return session(record, settings.actorApartFromOption());
  }

  private RecallSession session(Value<Boolean> record, String whom) {
    if (!record.isGiven()) {
      return RecallSession.NONE;
    }
    if (recallMode() == RecallMode.OFF) {
      note(RecallMode.VARIABLE + " is off, so this is not recorded");
    }
    session = recallLog().begin(new Reader(RecallDoor.CLI, null, whom, requestId()));
    return session;
  }

  /** What records answers, until the command ends. */
  public synchronized RecallLog recallLog() {
    RecallLog log = recalls;
    if (log == null) {
      log = store().recallLog(recallMode());
      recalls = log;
    }
    return log;
  }

  /** How much of answers is recorded. */
  public RecallMode recallMode() {
    return RecallMode.parse(CliSettings.variable(env(), RecallMode.VARIABLE));
  }

  /** Where alerts go, as the environment says, and into the store's state if there is a store. */
  public Alerts alerts() {
    return alerts(false);
  }

  /** The same for a command that goes on: nothing waits for a webhook. */
  public Alerts backgroundAlerts() {
    return alerts(true);
  }

  private Alerts alerts(boolean background) {
    Alerts made = alerts;
    if (made == null) {
      AlertsBuilder builder = Alerts.builder().environment(env());
      try {
        builder.sink(new StateAlertSink(location()));
      } catch (CliException | InvalidInputException e) {
        // An alert goes out all the same.
        note(String.valueOf(e.getMessage()));
      }
      made = (background ? builder.background() : builder).build();
      alerts = made;
      for (String warning : made.warnings()) {
        note(warning);
      }
    }
    return made;
  }

  /** Now. */
  public Instant now() {
    return Instant.now();
  }

  /** What the command reads. */
  public Input input() {
    return input;
  }

  @Override
  public void close() {
    hooks.close();
    session.close();
    if (recalls != null) {
      recalls.close();
      if (recalls.lost() + recalls.waiting() > 0) {
        note("what was told could not be recorded");
      }
    }
    if (alerts != null) {
      alerts.close();
    }
    if (store != null) {
      store.close();
    }
  }

  private Change change(String actor, @Nullable String note) {
    return Change.by(actor).note(note).requestId(requestId());
  }

  private String requestId() {
    String id = requestId;
    if (id == null) {
      id = UUID.randomUUID().toString();
      requestId = id;
    }
    return id;
  }

  private MemoryStore open(StoreOptions options) throws AtoCoreException {
    MemoryStore opened = store;
    if (opened == null) {
      String atLeast = CliSettings.variable(env(), ExposureAlert.VARIABLE);
      opened =
          MemoryStore.open(
              (lasting ? options.forLong() : options)
                  .vectors(EmbedderChoice.of(env(), new EmbedderAlert(this::alerts)))
                  .onAuditFailure(new AuditFailureAlert(this::alerts))
                  .onWithdrawal(
                      atLeast == null
                          ? null
                          : new ExposureAlert(atLeast, this::alerts, () -> store().recalls())));
      store = opened;
    }
    return opened;
  }

  /** What is inside an object. */
  @FunctionalInterface
  public interface JsonBody {
    /** Writes the fields. */
    void write(JsonGenerator json) throws IOException;
  }
}
