package dev.atocore.integrity;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** The example of docs/integrity.md. */
public final class ShoutingMemory implements IntegrityCheck {
  @Override
  public String id() {
    return "shouting-memory";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public String finds() {
    return "memories written in capitals only";
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    context.read(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT id FROM memories WHERE content = upper(content) AND content <> lower(content)");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              findings.add(rows.getString(1), Details.of("is written in capitals only"));
            }
            return true;
          }
        });
  }
}
