package dev.atocore.alerts.route;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.spool.SpoolFiles;
import dev.atocore.alerts.text.AlertSettings;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The optional {@code alerts.json}: {@code
 * {"timeout","repeat","sinks":[{"url","name","min","headers"}]}}. Members it does not know are left
 * aside with a warning.
 *
 * @param problems what keeps the file or a sink in it from being used, one line each
 * @param warnings what else is worth a look, one line each
 */
public record ConfigFile(
    List<ReceiverSettings> receivers,
    List<String> problems,
    List<String> warnings,
    @Nullable Duration timeout,
    @Nullable Duration repeat) {

  public static ConfigFile read(Path file) {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Map<?, ?> json = Map.of();
    try {
      PrivateFiles.requireOwn(file);
      warnIfOpen(file, warnings);
      if (JsonReader.parse(SpoolFiles.read(file)) instanceof Map<?, ?> map) {
        json = map;
      } else {
        problems.add(file + " is not a JSON object and is not used");
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // Its message quotes the text, and with it the secrets in there.
      problems.add(file + " is not valid JSON and is not used" + where(e));
    } catch (IOException e) {
      problems.add(file + " cannot be read and is not used: " + PrivateFiles.explain(e));
    }
    List<ReceiverSettings> receivers = new ArrayList<>();
    if (json.get("sinks") instanceof List<?> sinks) {
      for (int i = 0; i < sinks.size(); i++) {
        if (sinks.get(i) instanceof Map<?, ?> sink && JsonReader.string(sink, "url") != null) {
          receivers.add(receiver(file, sink, i, problems, warnings));
        } else {
          problems.add("alerts.json: sink " + (i + 1) + " has no url");
        }
      }
    } else if (json.containsKey("sinks")) {
      problems.add(file + ": sinks is not a list: {\"sinks\": [{\"url\": …}]}");
    }
    nameUnknown(file + ": ", json, List.of("sinks", "timeout", "repeat"), warnings);
    return new ConfigFile(
        receivers,
        problems,
        warnings,
        duration(json, "timeout", warnings),
        duration(json, "repeat", warnings));
  }

  private static String where(com.fasterxml.jackson.core.JsonProcessingException e) {
    return e.getLocation() == null ? "" : ": look at line " + e.getLocation().getLineNr();
  }

  private static void nameUnknown(
      String where, Map<?, ?> json, List<String> known, List<String> warnings) {
    for (Object name : json.keySet()) {
      if (!known.contains(name)) {
        warnings.add(
            where + Text.clip(Text.oneLine(String.valueOf(name)), 50) + " is not a setting");
      }
    }
  }

  private static ReceiverSettings receiver(
      Path file, Map<?, ?> sink, int index, List<String> problems, List<String> warnings) {
    String url = String.valueOf(JsonReader.string(sink, "url"));
    nameUnknown(
        file + ": sink " + (index + 1) + ": ",
        sink,
        List.of("url", "name", "min", "headers"),
        warnings);
    String min = JsonReader.string(sink, "min");
    Severity.Parsed parsed = Severity.parse(min);
    if (min != null && parsed.fellBack()) {
      warnings.add(
          "alerts.json: min of sink "
              + (index + 1)
              + " is none of info, warning, critical; taking all");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (sink.get("headers") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    } else if (sink.get("headers") != null) {
      problems.add(
          "alerts.json: headers of sink "
              + (index + 1)
              + " are not an object: {\"NAME\": \"VALUE\"}");
    }
    String name = JsonReader.string(sink, "name");
    boolean usable = name == null || isFileName(name);
    if (!usable) {
      warnings.add(
          "alerts.json: name of sink "
              + (index + 1)
              + " must be 1 to 40 of a-z, 0-9, - and _; using one of our own");
    }
    return new ReceiverSettings(
        url, usable ? name : null, min == null ? null : parsed.severity(), headers);
  }

  private static boolean isFileName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ("abcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= 40;
  }

  private static @Nullable Duration duration(Map<?, ?> json, String name, List<String> warnings) {
    String text = JsonReader.string(json, name);
    Duration duration = text == null ? null : AlertSettings.duration(text);
    if (duration == null && json.get(name) != null) {
      warnings.add("alerts.json: " + name + " is not a time such as \"5s\" or \"24h\"");
    }
    return duration;
  }

  private static void warnIfOpen(Path file, List<String> warnings) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        warnings.add(file + " can be read by everyone, and webhook URLs are secrets: chmod 600 it");
      }
    }
  }
}
