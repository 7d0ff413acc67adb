package dev.atocore.core.extracted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import from an extractor refused, kept beside the store until somebody looks at it:
 * {@code <store>.refused.ndjson}, for its owner alone.
 */
public final class RefusedLines {
  private final Path file;

  /** Those beside the store with that canonical location. */
  public RefusedLines(StoreLocation store) {
    this.file = store.beside(".refused.ndjson");
  }

  /**
   * One of them.
   *
   * @param at when it was refused
   * @param error why
   * @param line what the extractor printed
   */
  public record Refused(String at, String error, String line) {
    /** One that is refused now. */
    public static Refused now(String error, String line) {
      return new Refused(Times.format(Instant.now()), error, line);
    }
  }

  /** Where they are. */
  public Path file() {
    return file;
  }

  /** All of them, oldest first. */
  public List<Refused> list() {
    List<Refused> all = new ArrayList<>();
    if (!Files.exists(file)) {
      return all;
    }
    try {
      PrivateFile.requireRegular(file);
      for (String line : Files.readAllLines(file)) {
        all.add(parse(line));
      }
      return all;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Refused parse(String line) {
    try {
      JsonFields fields = JsonFields.parse(line);
      return new Refused(
          fields.requiredText("at"), fields.requiredText("error"), fields.requiredText("line"));
    } catch (InvalidInputException e) {
      return new Refused("", "not one of this file's lines", line);
    }
  }

  /** Adds to them. */
  public void add(List<Refused> more) {
    if (more.isEmpty()) {
      return;
    }
    try (FileChannel channel =
        PrivateFile.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(ndjson(more));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Keeps what is left of those that were listed, and what was added meanwhile; when that is
   * nothing, the file goes.
   */
  public void replace(List<Refused> listed, List<Refused> stillRefused) {
    List<Refused> left = new ArrayList<>(stillRefused);
    List<Refused> now = list();
    left.addAll(now.subList(Math.min(listed.size(), now.size()), now.size()));
    try {
      if (left.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        PrivateFile.replace(file, ndjson(left));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static byte[] ndjson(List<Refused> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Refused one : lines) {
      try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(bytes)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField("at", one.at());
        json.writeStringField("error", one.error());
        json.writeStringField("line", one.line());
        json.writeEndObject();
      }
      bytes.writeBytes("\n".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private StoreException unreadable(IOException e) {
    return new StoreException("refused_unreadable", file + " cannot be used: " + e.getMessage(), e);
  }
}
