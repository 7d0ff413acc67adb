package dev.atocore.core.erase;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.error.AtoCoreException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of redactions erased.
 *
 * @param memories what became of each memory
 * @param archives files to which {@code audit prune} moved bodies of these memories, which are
 *     still there
 * @param searched how many of the erased texts were looked for in the bytes of the file afterwards;
 *     shorter ones say nothing when they are found
 * @param vacuumed whether the file was written anew, because older traces were found or that was
 *     asked for
 * @param vacuumLeft whether texts were found in the bytes of a file so large that it is written
 *     anew only when that is asked for: they may be in its free space
 * @param stillIn where the same texts still stand: rows that are not these memories'
 * @param scrubbed files of the program's own, such as its logs and the copies that repairs made,
 *     that said them and no longer do
 * @param files files beside the store and elsewhere, such as backups and exports, in which they
 *     stand
 * @param remembered how many values of the program's own, such as the last result of the checks,
 *     said them and no longer do
 * @param complete whether nothing is left in the write-ahead log and the file, as far as they are
 *     not a server's own; false while another process reads the store or searched bytes are still
 *     in the file
 */
public record RedactionReport(
    List<Erased> memories,
    List<String> archives,
    int searched,
    boolean vacuumed,
    boolean vacuumLeft,
    List<String> stillIn,
    List<String> scrubbed,
    List<String> files,
    int remembered,
    boolean complete) {
  /** What stays of a memory, besides its counts and times. */
  private static final List<String> KEPT =
      List.of("id", "type", "project", "user_id", "agent_id", "run_id", "source_chunk_ids");

  /** Copies the lists. */
  public RedactionReport {
    memories = List.copyOf(memories);
    archives = List.copyOf(archives);
    stillIn = List.copyOf(stillIn);
    scrubbed = List.copyOf(scrubbed);
    files = List.copyOf(files);
  }

  /**
   * What became of a memory.
   *
   * @param memoryId the memory
   * @param userId whose it is, which stays; null when nobody's or its row is gone
   * @param entries entries of the log that lost their bodies now; 0 when they had none left
   * @param version the version that says so; null when the row is gone or said nothing any more
   * @param spoolLines lines of the spool, and of what was set aside, that lost their bodies now
   * @param chunks chunks that it cites and that lost their texts now
   * @param error why nothing was erased; null when something was, or nothing was left
   */
  public record Erased(
      String memoryId,
      @Nullable String userId,
      int entries,
      @Nullable Long version,
      int spoolLines,
      int chunks,
      @Nullable AtoCoreException error) {
    /** Writes it as fields of an open object. */
    public void write(JsonGenerator json) throws IOException {
      json.writeStringField("memory_id", memoryId);
      json.writeStringField("user_id", userId);
      json.writeStringField(
          "outcome", error != null ? "error" : changed() ? "redacted" : "unchanged");
      json.writeNumberField("entries", entries);
      if (version == null) {
        json.writeNullField("version");
      } else {
        json.writeNumberField("version", version);
      }
      json.writeNumberField("spool_lines", spoolLines);
      json.writeNumberField("chunks", chunks);
      if (error != null) {
        json.writeStringField("code", error.code());
        json.writeStringField("message", error.getMessage());
      }
    }

    /** Whether there was anything to erase. */
    public boolean changed() {
      return entries > 0 || version != null || spoolLines > 0 || chunks > 0;
    }
  }

  /** How many entries lost their bodies now. */
  public int entries() {
    return memories.stream().mapToInt(Erased::entries).sum();
  }

  /** How many lines of the spool lost their bodies now. */
  public int spoolLines() {
    return memories.stream().mapToInt(Erased::spoolLines).sum();
  }

  /** How many chunks lost their texts now. */
  public int chunks() {
    return memories.stream().mapToInt(Erased::chunks).sum();
  }

  /** The version that a single memory says so in; null for several. */
  public @Nullable Long version() {
    return memories.size() == 1 ? memories.get(0).version() : null;
  }

  /** Whose a single memory is, which stays; null for several. */
  public @Nullable String userId() {
    return memories.size() == 1 ? memories.get(0).userId() : null;
  }

  /** How many memories there was something to erase of. */
  public int redacted() {
    return (int) memories.stream().filter(Erased::changed).count();
  }

  /** How many memories nothing was erased of, because that failed. */
  public int failed() {
    return (int) memories.stream().filter(memory -> memory.error() != null).count();
  }

  /** Whether there was anything to erase. */
  public boolean changed() {
    return redacted() > 0;
  }

  /**
   * Writes it as fields of an open object.
   *
   * @param alone whether it is about one memory, whose fields stand there already
   */
  public void write(JsonGenerator json, boolean alone) throws IOException {
    if (!alone) {
      json.writeArrayFieldStart("memories");
      for (Erased memory : memories) {
        json.writeStartObject();
        memory.write(json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("selected", memories.size());
      json.writeNumberField("redacted", redacted());
      json.writeNumberField("failed", failed());
      json.writeNumberField("entries", entries());
      json.writeNumberField("chunks", chunks());
    }
    json.writeNumberField("searched", searched);
    json.writeBooleanField("vacuumed", vacuumed);
    json.writeBooleanField("vacuum_left", vacuumLeft);
    write(json, "archives", archives);
    write(json, "still_in", stillIn);
    write(json, "scrubbed", scrubbed);
    write(json, "files", files);
    json.writeNumberField("remembered", remembered);
    json.writeBooleanField("complete", complete);
    write(json, "kept", KEPT);
  }

  private static void write(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
