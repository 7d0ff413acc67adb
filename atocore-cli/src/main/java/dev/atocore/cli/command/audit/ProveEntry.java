package dev.atocore.cli.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.seal.ConsistencyProof;
import dev.atocore.audit.seal.InclusionProof;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.Checkpoints;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;

final class ProveEntry extends CliCommand {
  private final Value<Long> id = optionalNumberArgument("ENTRY_ID", "The entry; not with --from.");
  private final Value<String> checkpoint =
      text(
          "--checkpoint",
          "FILE",
          "The checkpoint to prove it by (default: the store's file with .checkpoint).");
  private final Value<String> from =
      text(
          "--from",
          "FILE",
          "Prove instead that --checkpoint contains all that this older checkpoint sealed.");
  private final Value<Boolean> bodies =
      flag("--with-bodies", "Also what the memory was before and after, and the note.");

  ProveEntry() {
    describe(
        "Prints a proof that scripts/check-proof.py checks without AtoCore and without the store:"
            + " as C2SP's tlog-proof, or with -o json as JSON. It tells who did what and when; what"
            + " the memory said only with --with-bodies.");
    examples(
        "audit prove 1024 >1024.tlog-proof",
        "audit prove 1024 --with-bodies -o json >1024.json",
        "audit prove --from october.checkpoint --checkpoint november.checkpoint");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (id.isGiven() == from.isGiven()) {
      throw CliException.usage("give ENTRY_ID, or --from for two checkpoints");
    }
    Checkpoints checkpoints = cli.store().checkpoints();
    SignedCheckpoint signed =
        SignedCheckpoint.read(CheckpointFiles.checkpoint(cli, checkpoint), null);
    if (from.isGiven()) {
      SignedCheckpoint older = SignedCheckpoint.read(CheckpointFiles.path(from.required()), null);
      consistency(cli, older, signed, checkpoints.proveConsistency(older, signed));
      return ExitCode.OK;
    }
    InclusionProof proof = checkpoints.prove(id.required(), signed);
    if (cli.forPeople()) {
      text(cli, proof, signed);
    } else {
      cli.printObject(
          json -> {
            json.writeFieldName("entry");
            AuditJson.writeForProof(json, proof.entry(), bodies.isGiven());
            json.writeNumberField("index", proof.index());
            json.writeNumberField("tree_size", proof.head().size());
            path(json, proof.path());
            json.writeStringField("checkpoint", signed.note());
          });
    }
    return ExitCode.OK;
  }

  /** C2SP's tlog-proof, with the entry as its extra data. */
  private void text(Cli cli, InclusionProof proof, SignedCheckpoint signed) throws IOException {
    StringWriter entry = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(entry)) {
      AuditJson.writeForProof(json, proof.entry(), bodies.isGiven());
    }
    cli.out().line("c2sp.org/tlog-proof@v1");
    cli.out().line("extra " + Base64.getEncoder().encodeToString(entry.toString().getBytes(UTF_8)));
    cli.out().line("index " + proof.index());
    for (ByteString hash : proof.path()) {
      cli.out().line(base64(hash));
    }
    cli.out().line("");
    cli.out().print(signed.note());
  }

  private static void consistency(
      Cli cli, SignedCheckpoint older, SignedCheckpoint signed, ConsistencyProof proof)
      throws IOException {
    cli.printObject(
        json -> {
          json.writeNumberField("older_size", proof.older().size());
          json.writeNumberField("tree_size", proof.head().size());
          path(json, proof.path());
          json.writeStringField("older_checkpoint", older.note());
          json.writeStringField("checkpoint", signed.note());
        });
  }

  private static void path(JsonGenerator json, List<ByteString> path) throws IOException {
    json.writeArrayFieldStart("path");
    for (ByteString hash : path) {
      json.writeString(base64(hash));
    }
    json.writeEndArray();
  }

  private static String base64(ByteString hash) {
    return Base64.getEncoder().encodeToString(hash.toByteArray());
  }
}
