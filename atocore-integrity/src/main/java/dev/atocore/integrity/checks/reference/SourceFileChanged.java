package dev.atocore.integrity.checks.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ingested files that are gone, or say something else now. */
public final class SourceFileChanged extends BuiltInCheck {
  public SourceFileChanged() {
    super(
        "source-file-changed",
        Severity.INFO,
        Cost.FULL,
        "ingested files that are gone or have changed since",
        "atocore source ingest FILE, or atocore source remove DOCUMENT_ID");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(context, ReferenceSql.FILES, (connection, row) -> found(row, findings));
  }

  private static void found(ResultSet row, Findings findings) throws SQLException {
    String problem = problem(row.getString(2), row.getString(3));
    if (problem != null) {
      findings.add(
          row.getString(1),
          Details.of("its file " + problem)
              .with("document_id", row.getString(1))
              .with("uri", row.getString(2))
              .with("file", file(row.getString(2))));
    }
  }

  private static @Nullable String file(String uri) {
    try {
      return Path.of(URI.create(uri)).toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String problem(String uri, String hash) {
    try {
      Path file = Path.of(URI.create(uri));
      PrivateFile.requireRegular(file);
      byte[] bytes = Files.readAllBytes(file);
      return ContentHash.of(new String(bytes, UTF_8)).equals(hash) ? null : "has changed";
    } catch (NoSuchFileException e) {
      return "is gone";
    } catch (IOException | IllegalArgumentException e) {
      return "cannot be read";
    }
  }
}
