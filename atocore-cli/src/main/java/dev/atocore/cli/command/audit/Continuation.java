package dev.atocore.cli.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.LastSigned;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.run.Cli;
import dev.atocore.core.log.Checkpoints;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing goes on only from what the key has signed before, unless an operator says otherwise. */
final class Continuation {
  private static final String ALERT = "audit-checkpoint";

  private final Cli cli;
  private final Path key;
  private final LastSigned last;

  Continuation(Cli cli, Path key) {
    this.cli = cli;
    this.key = key;
    this.last = new LastSigned(key);
  }

  /** Why the log does not go on from what was signed last; null when it does. */
  @Nullable String broken(CheckpointKey signing, Checkpoints checkpoints) {
    SignedCheckpoint signed;
    try {
      signed = last.read(signing.verifier());
    } catch (AuditException e) {
      return "what was signed last, " + last.file() + ", is not of this key: " + e.getMessage();
    }
    if (signed == null || checkpoints.holds(signed)) {
      return null;
    }
    return "the log no longer holds the "
        + Count.of(signed.head().size(), "entry", "entries")
        + " signed last ("
        + last.file()
        + ")";
  }

  /** Says that nothing was signed, here and where alerts go. */
  void refuse(String why) {
    String what =
        why
            + "; nothing is signed. Run 'atocore audit checkpoint verify' with what was signed;"
            + " after a restored backup go on with --accept-history NOTE";
    cli.note(what);
    Map<String, String> context = new LinkedHashMap<>();
    context.put("store", cli.location().toString());
    context.put("last_signed", last.file().toString());
    cli.alerts()
        .emit(
            AlertRequest.of(Severity.CRITICAL, "The audit log is not the one that was signed", what)
                .withContext(context)
                .withKey(ALERT));
  }

  /** Puts on record, beside the key and where alerts go, that an operator took another history. */
  void accept(String why, String note) throws IOException {
    Path record = key.resolveSibling(key.getFileName() + ".accepted.ndjson");
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", Instant.now().toString());
      json.writeStringField("actor", cli.actor());
      json.writeStringField("note", note);
      json.writeStringField("accepted", why);
      json.writeEndObject();
    }
    try (FileChannel channel =
        PrivateFile.open(record, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
      channel.force(true);
    }
    cli.alerts()
        .emit(
            AlertRequest.of(
                Severity.WARNING,
                "Another audit history was accepted",
                cli.actor() + " accepted it: " + why + ". " + note));
    cli.alerts().resolve(ALERT);
  }

  /** Keeps what was signed now, and ends an alert that nothing could be signed. */
  void keep(SignedCheckpoint signed) {
    try {
      last.keep(signed);
    } catch (IOException e) {
      cli.note(
          "what was signed cannot be kept beside the key, so that the next checkpoint cannot go on"
              + " from it: "
              + e.getMessage());
    }
  }
}
