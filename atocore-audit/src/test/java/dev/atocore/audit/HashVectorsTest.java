package dev.atocore.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.testing.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hash is a format that others implement: these values never change, and a second
 * implementation agrees.
 */
class HashVectorsTest {
  private static final ByteString SALT = ByteString.ofHex("000102030405060708090a0b0c0d0e0f");

  @TempDir Path folder;

  @Test
  void goldenVectors_neverChange() {
    assertThat(vectors())
        .extracting(entry -> entry.hash().hex())
        .containsExactly(
            "158edbe810971a0d2355a21d49e621ae0697e0ef55af0b7e374a2f6f2ab2696a",
            "10b73a30fb90472fd9866e4d2e3e2885ebc303bd476d3cc987e466002f2e2e7b",
            "6544988d53f12fad3716a3bb93a0721d3a6015fd247f52070545c64864877d08",
            "f8fb013a7ef0972b699e7ec98c0daa99bca2f760bfd9336d58ea50621b6915ad",
            "692cfc30445b587e271f928d82bd4ea9ff2d217f75563d2b61a0e9b2c30a1fc5",
            "4d167622e1ae66a286fcb2230011491a07ac66205d6647fdd2ace6993204f824");
  }

  @Test
  void pythonImplementation_agrees() throws Exception {
    Machine.needs(Machine.runs("python3", "--version"), "python3 on the PATH");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    List<AuditEntry> entries = new ArrayList<>();
    for (AuditEntry entry : vectors()) {
      entries.addAll(List.of(entry, entry.redact(), entry.prune()));
    }
    for (AuditEntry entry : entries) {
      try (JsonGenerator json = new JsonFactory().createGenerator(lines)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        AuditJson.writeForExport(json, entry);
      }
      lines.write('\n');
    }
    Path input = Files.write(folder.resolve("entries.ndjson"), lines.toByteArray());
    Path output = folder.resolve("hashes");
    Process process =
        new ProcessBuilder("python3", script().toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();

    assertThat(Files.readAllLines(output))
        .containsExactlyElementsOf(entries.stream().map(entry -> entry.hash().hex()).toList());
  }

  @Test
  void everyField_countsAndSoDoesWhereItEnds() {
    AuditEntry entry = vectors().get(1);
    List<ByteString> hashes = new ArrayList<>();
    hashes.add(entry.computeHash());
    hashes.add(
        with(entry, 99, entry.memoryId(), entry.actor(), entry.project(), entry.note())
            .computeHash());
    hashes.add(
        with(
                entry,
                entry.id(),
                entry.memoryId() + "a",
                entry.actor(),
                entry.project(),
                entry.note())
            .computeHash());
    // The same letters, cut at another place.
    hashes.add(
        with(entry, entry.id(), "m", "2" + entry.actor(), entry.project(), entry.note())
            .computeHash());
    hashes.add(
        with(entry, entry.id(), entry.memoryId(), entry.actor(), null, entry.note()).computeHash());
    hashes.add(
        with(entry, entry.id(), entry.memoryId(), entry.actor(), "", entry.note()).computeHash());
    hashes.add(
        with(entry, entry.id(), entry.memoryId(), entry.actor(), entry.project(), null)
            .computeHash());
    hashes.add(
        with(entry, entry.id(), entry.memoryId(), entry.actor(), entry.project(), "")
            .computeHash());
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void erasedEntry_keepsItsHash() {
    AuditEntry entry = vectors().get(1);

    assertThat(entry.redact().computeHash()).isEqualTo(entry.hash());
    assertThat(entry.redact().redacted()).isTrue();
    assertThat(entry.redact().pruned()).isFalse();
    assertThat(entry.prune().computeHash()).isEqualTo(entry.hash());
    assertThat(entry.prune().redacted()).isFalse();
    assertThat(entry.prune().pruned()).isTrue();
    assertThat(entry.prune().redact()).isEqualTo(entry.redact());
  }

  private static AuditEntry with(
      AuditEntry e,
      long id,
      String memoryId,
      String actor,
      @Nullable String project,
      @Nullable String note) {
    return new AuditEntry(
        id,
        memoryId,
        e.version(),
        e.action(),
        actor,
        project,
        e.before(),
        e.after(),
        note,
        e.timestamp(),
        e.requestId(),
        e.salt(),
        e.prevHash(),
        e.hash(),
        e.attribution(),
        null);
  }

  private static List<AuditEntry> vectors() {
    AuditEntry first =
        seal(
            1,
            draft(
                "m1",
                1,
                AuditAction.CREATED,
                "ann",
                null,
                null,
                "{\"content\":\"plain\"}",
                null,
                null,
                null));
    AuditEntry emoji =
        seal(
            2,
            draft(
                "m2",
                1,
                AuditAction.CREATED,
                "Zoë 😀",
                "gärten",
                null,
                "{\"content\":\"😀👩‍🌾 e\u0301\"}",
                "naïve \"note\"\n",
                "req-1",
                null));
    AuditEntry empty =
        seal(3, draft("m1", 2, AuditAction.UPDATED, "a", "", "", "", "", "", first.hash()));
    AuditEntry large =
        seal(
            9007199254740991L,
            draft(
                "m1",
                3,
                AuditAction.REVERTED,
                "bot",
                "p",
                "{}",
                "{\"content\":\"" + "é".repeat(512 * 1024) + "\"}",
                null,
                "r",
                empty.hash()));
    AuditDraft next =
        draft(
            "m2", 2, AuditAction.UPDATED, "key-1", "gärten", "{}", "{}", "why", "r", emoji.hash());
    AuditEntry claimed = attributed(5, next, new Attribution("claude-code", null, null, null));
    AuditEntry owned = attributed(6, next, new Attribution(null, "Jürgen", "", "run 7"));
    return List.of(first, emoji, empty, large, claimed, owned);
  }

  private static AuditEntry seal(long id, AuditDraft draft) {
    return AuditEntry.seal(id, draft, SALT);
  }

  private static AuditEntry attributed(long id, AuditDraft draft, Attribution attribution) {
    return seal(
        id,
        new AuditDraft(
            draft.memoryId(),
            draft.version(),
            draft.action(),
            draft.actor(),
            draft.project(),
            draft.before(),
            draft.after(),
            draft.note(),
            draft.timestamp(),
            draft.requestId(),
            draft.prevHash(),
            attribution));
  }

  private static AuditDraft draft(
      String memoryId,
      long version,
      AuditAction action,
      String actor,
      @Nullable String project,
      @Nullable String before,
      @Nullable String after,
      @Nullable String note,
      @Nullable String request,
      @Nullable ByteString prev) {
    return new AuditDraft(
        memoryId,
        version,
        action,
        actor,
        project,
        before,
        after,
        note,
        "2026-11-24T02:00:00.123456Z",
        request,
        prev,
        Attribution.NONE);
  }

  private Path script() {
    try (var in = HashVectorsTest.class.getResourceAsStream("/audit_hash.py")) {
      if (in == null) {
        throw new IllegalStateException("audit_hash.py is missing");
      }
      return Files.writeString(
          folder.resolve("audit_hash.py"), new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
