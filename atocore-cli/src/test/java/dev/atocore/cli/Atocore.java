package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, on a store and an alert log of their own. */
public final class Atocore {
  private final Map<String, String> env = new HashMap<>();
  private final Path store;

  public Atocore(Path folder) {
    this.store = folder.resolve("store.db");
    env.put("ATOCORE_DB", store.toString());
    env.put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    env.put("HOME", folder.toString());
  }

  public Path store() {
    return store;
  }

  public Atocore with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  public Atocore without(String variable) {
    env.remove(variable);
    return this;
  }

  public Result run(String... args) {
    return runWith("", args);
  }

  Result runWith(String in, String... args) {
    return runWith(in.getBytes(UTF_8), args);
  }

  Result runWith(byte[] in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(out, err, env, new ByteArrayInputStream(in), args);
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs a command that must succeed, and gives what it printed, without the last line break. */
  public String out(String... args) {
    Result result = run(args);
    if (result.exit() != 0) {
      throw new AssertionError(String.join(" ", args) + " gave " + result);
    }
    return result.out().stripTrailing();
  }

  /** Makes a memory and gives its id. */
  public String create(String content, String... more) {
    String[] args = new String[7 + more.length];
    String[] fixed = {"memory", "create", "-q", "--type", "knowledge", "--content", content};
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    return out(args);
  }

  /** What a command did. */
  public record Result(int exit, String out, String err) {}
}
