package dev.atocore.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line that works for every command of {@code atocore}, and the folder with a store that it works
 * on. Arguments, input and file names are full of letters that a wrong locale destroys. Tests that
 * go over all commands copy the folder for each, since many change it.
 */
public final class CommandLines {
  /** Dotted and dotless i, letters of one to four bytes, and digits that are not ASCII. */
  public static final String TEXT = "Grüße İıI aus Köln 世界 🎉 ٣";

  /** What is named in the lines by its name in capitals, of the folder that was filled. */
  private final Map<String, String> words = new LinkedHashMap<>();

  private final Path filled;

  private CommandLines(Path filled) {
    this.filled = filled;
  }

  /** Runs a command that must succeed, and gives what it prints. */
  @FunctionalInterface
  public interface Atocore {
    String run(String... arguments) throws Exception;
  }

  /**
   * One command line.
   *
   * @param command what names the command
   * @param arguments what follows; a file of the folder as a whole path
   * @param in what it reads on stdin
   */
  public record Line(String command, List<String> arguments, String in) {
    /** The whole line as the arguments of a process. */
    public List<String> words() {
      List<String> all = new ArrayList<>(List.of(command.split(" ")));
      all.addAll(arguments);
      return all;
    }
  }

  /**
   * Fills an empty folder.
   *
   * @param atocore works on {@code store.db} in it
   */
  public static CommandLines fill(Path folder, Atocore atocore) throws Exception {
    CommandLines lines = new CommandLines(folder);
    atocore.run("project", "add", "Gärten", "--name", TEXT);
    lines.words.put("ACTIVE", create(atocore, "active", TEXT));
    lines.words.put("OTHER", create(atocore, "active", "Wasser um neun, 1234567.5 Liter"));
    atocore.run("memory", "reject", create(atocore, "candidate", "Abgelehnt, 321"));
    lines.words.put("CANDIDATE", create(atocore, "candidate", "Kandidat fünf, 12345"));
    atocore.run("memory", "update", lines.word("ACTIVE", folder), "--content", TEXT + " neu");
    Files.writeString(
        folder.resolve("nötiz.md"),
        "# Überschrift\n\nDecision: Die Türen schließen um neun, " + TEXT + ".\n");
    atocore.run("source", "ingest", folder.resolve("nötiz.md").toString(), "--project", "Gärten");
    Matcher document = Pattern.compile("doc-\\w+").matcher(atocore.run("source", "list", "-q"));
    lines.words.put("DOCUMENT", document.find() ? document.group() : "none");
    lines.words.put("CHUNKS", atocore.run("source", "chunks", "-o", "ndjson"));
    atocore.run("state", "set", "Gärten", "Stand", "Schlüssel", "\"" + TEXT + "\"");
    atocore.run("key", "add", "Schlüssel", "--role", "curator", "--user", TEXT);
    atocore.run("integrity", "run");
    atocore.run("audit", "checkpoint");
    lines.words.put("PUBKEY", atocore.run("audit", "checkpoint", "pubkey").strip());
    atocore.run(
        "alert", "emit", "--severity", "info", "--title", TEXT, "--message", TEXT, "--key", "ü");
    atocore.run("db", "backup", folder.resolve("bäckup.db").toString());
    atocore.run(
        "audit",
        "prune",
        "--before",
        "0d",
        "--archive",
        folder.resolve("archiv.ndjson").toString());
    return lines;
  }

  private static String create(Atocore atocore, String status, String content) throws Exception {
    return atocore
        .run(
            "memory",
            "create",
            "-q",
            "--type=knowledge",
            "--project=Gärten",
            "--status=" + status,
            "--confidence=0.75",
            "--content",
            content)
        .strip();
  }

  /** Makes the folder as the other was when it had been filled, whatever is in it. */
  public void copyTo(Path folder) throws IOException {
    try (Stream<Path> old = Files.walk(folder)) {
      for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
    try (Stream<Path> files = Files.walk(filled)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(filled.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** The line of a command for a copy in that folder; the command alone when none is needed. */
  public Line of(String command, Path folder) {
    List<String> arguments = new ArrayList<>();
    for (String argument : ARGUMENTS.getOrDefault(command, List.of())) {
      int value = argument.startsWith("--") ? argument.indexOf('=') + 1 : 0;
      arguments.add(argument.substring(0, value) + word(argument.substring(value), folder));
    }
    String in = INPUT.getOrDefault(command, "");
    return new Line(command, Collections.unmodifiableList(arguments), words.getOrDefault(in, in));
  }

  /** What a word of a line means in that folder. */
  private String word(String word, Path folder) {
    return word.startsWith("./")
        ? folder.resolve(word.substring(2)).toString()
        : words.getOrDefault(word, word);
  }

  private static final Map<String, String> INPUT =
      Map.of(
          "memory import",
          "{\"type\":\"knowledge\",\"content\":\"" + TEXT + " neu importiert\"}\n",
          "harness run",
          "{\"id\":\"ü\",\"query\":\"KÖLN\",\"expect_text\":\"Grüße\"}\n",
          "state set",
          "\"" + TEXT + "\"",
          "source import",
          "{\"kind\":\"document\",\"id\":\"ü\",\"title\":\"" + TEXT + "\",\"uri\":\"ü\"}\n",
          "source extract",
          "CHUNKS",
          "mcp",
          "\n",
          "alert emit",
          TEXT);

  private static final Map<String, List<String>> ARGUMENTS =
      Map.ofEntries(
          line(
              "memory create",
              "--type=knowledge",
              "--content=" + TEXT + "!",
              "--note=" + TEXT,
              "--user=Jürgen",
              "--meta=Größe=٣",
              "--source-chunk=ü",
              "--valid-until=2099-12-24"),
          line("memory show", "ACTIVE"),
          line("pipeline lease", "take"),
          line("pipeline ping", "start"),
          line("memory search", "KÖLN", "--mode=text", "--explain"),
          line("memory embed", "--clear"),
          line("memory update", "ACTIVE", "--content=" + TEXT + "?", "--meta=İ=ı", "--run=" + TEXT),
          line("memory promote", "CANDIDATE"),
          line("memory reject", "CANDIDATE"),
          line("memory invalidate", "OTHER"),
          line("memory supersede", "ACTIVE", "--by=OTHER"),
          line("memory reinforce", "ACTIVE"),
          line("memory auto-promote", "--min-references=0"),
          line("memory expire", "--max-age=0d"),
          line("memory diff", "ACTIVE"),
          line("memory exposure", "ACTIVE"),
          line("memory revert", "ACTIVE", "--to-version=1"),
          line("memory restore", "ACTIVE"),
          line("memory import", "-"),
          line("memory refusals remove", "1", "--note=" + TEXT),
          line("audit history", "ACTIVE"),
          line("audit show", "4"),
          line("audit blame", "ACTIVE"),
          line("audit checkpoint verify", "./store.db.checkpoint", "--pubkey=PUBKEY"),
          line("audit prove", "1"),
          line("audit redact", "OTHER", "--reason=" + TEXT),
          line("audit prune", "--before=0d", "--archive=./archiv zwei.ndjson"),
          line("audit verify-archive", "./archiv.ndjson"),
          line("alert emit", "--severity=info", "--title=" + TEXT, "--message=-"),
          line("alert resolve", "--key=ü"),
          line("integrity ack", "--check=none", "--subject=" + TEXT, "--note=" + TEXT),
          line("integrity unack", "--check=none", "--subject=" + TEXT),
          line("integrity repair", "--check=audit-gap"),
          line("harness run", "-"),
          line("state get", "Gärten", "Stand", "Schlüssel"),
          line("state set", "Gärten", "Stand", "Zweiter", "-"),
          line("project add", "Höfe", "--name=" + TEXT),
          line("key add", "Wärter", "--role=reader", "--project=Höfe", "--expires=90d"),
          line("key rotate", "Schlüssel"),
          line("key revoke", "Schlüssel"),
          line("source ingest", "./nötiz.md", "--project=Höfe"),
          line("source import", "-"),
          line("source remove", "DOCUMENT"),
          line("source extract", "-"),
          line("db rollback", "--to=6"),
          line("db backup", "./zweites bäckup.db"),
          line("db copy", "./zweite ablage.db"),
          line("db backup-done", "--note=to the tape"),
          line("db grants", "--writer=app", "--reader=report", "--eraser=privacy"),
          line("db restore", "./bäckup.db"),
          line("db verify-backup", "./bäckup.db"),
          line("completion", "bash"));

  private static Map.Entry<String, List<String>> line(String command, String... arguments) {
    return Map.entry(command, List.of(arguments));
  }
}
