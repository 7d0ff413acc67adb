package dev.atocore.core.erase;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the program itself remembers about memories under its own project: results of checks and of
 * the harness, their history, acknowledgements, the last alerts.
 */
final class RememberedTexts {
  private RememberedTexts() {}

  /**
   * Says {@link Memory#REDACTED} in place of each string that has an erased text in it.
   *
   * @return how many values were changed
   */
  static int scrub(StoreConnection connection, Residue residue) throws SQLException {
    int changed = 0;
    for (StateValue value : State.list(connection, State.OWN)) {
      String scrubbed = scrub(value.value(), residue);
      if (!scrubbed.equals(value.value())) {
        State.put(connection, State.OWN, value.category(), value.key(), scrubbed);
        changed++;
      }
    }
    return changed;
  }

  /** The copies of the store that are on record. */
  static List<Path> backups(StoreConnection connection) throws SQLException {
    List<Path> files = new ArrayList<>();
    String json =
        State.get(connection, State.OWN, "integrity", "backups").map(StateValue::value).orElse("");
    try (JsonParser parser = JsonRecord.FACTORY.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "path".equals(parser.currentName())) {
          files.add(Path.of(parser.getText()));
        }
      }
    } catch (IOException | InvalidPathException e) {
      // What is no list of copies names none.
      return files;
    }
    return files;
  }

  private static String scrub(String json, Residue residue) {
    StringWriter out = new StringWriter();
    boolean found = false;
    try (JsonParser parser = JsonRecord.FACTORY.createParser(json);
        JsonGenerator copy = JsonRecord.FACTORY.createGenerator(out)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && residue.isIn(parser.getText())) {
          copy.writeString(Memory.REDACTED);
          found = true;
        } else {
          copy.copyCurrentEvent(parser);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a value of the state is no JSON", e);
    }
    return found ? out.toString() : json;
  }
}
