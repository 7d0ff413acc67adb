package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the usual commands once on a store of its own, so that the JVM sees which classes they need.
 * What it saw goes into the class archive.
 */
public final class Training {
  private final Map<String, String> env;

  private Training(Path work) {
    this.env =
        Map.of(
            "ATOCORE_DB", work.resolve("training.db").toString(),
            "ATOCORE_ALERT_LOG", work.resolve("alerts.log").toString(),
            "HOME", work.toString());
  }

  /**
   * Runs them.
   *
   * @param args an empty folder, and {@code commands} or {@code serve}: what the archive is for
   */
  public static void main(String[] args) throws IOException {
    Path work = Path.of(args[0]);
    Path notes = Files.createDirectory(work.resolve("notes"));
    Files.writeString(notes.resolve("note.md"), "# A note\n\nRemember: training is over soon\n");
    Training training = new Training(work);
    training.run(notes.toString());
    // An archive costs what is in it, so the server has one of its own.
    if (args[1].equals("serve")) {
      training.serving();
      training.agent();
    }
  }

  private void run(String notes) {
    run("", "--help");
    String id =
        run("", "memory", "create", "--type", "knowledge", "--content", "a fact", "-q").strip();
    run("", "memory", "promote", "--help");
    run("", "memory", "update", id, "--confidence", "0.8", "--note", "surer");
    run("", "memory", "promote", id);
    run("", "memory", "reinforce", id, "-o", "json");
    run("", "memory", "promote", "missing", "-o", "json");
    run("", "memory", "show", id);
    run("", "memory", "list", "-o", "csv");
    run("", "memory", "search", "fact");
    run("{\"type\":\"knowledge\",\"content\":\"another\"}\n", "memory", "import", "-");
    run("", "memory", "auto-promote", "--dry-run");
    run("", "memory", "expire", "--dry-run");
    run("", "memory", "export");
    run("", "audit", "history", id);
    run("", "audit", "verify");
    run("", "source", "ingest", notes, "--project", "training");
    run("", "source", "ingest", notes, "--project", "training");
    run("", "source", "chunks");
    run("", "source", "chunks", "--new");
    run("", "memory", "reinforce", "--from-chunks");
    run("", "memory", "auto-promote");
    run("", "memory", "expire");
    run("", "recall", "prune");
    run("", "source", "list");
    run("", "audit", "recent");
    run("", "audit", "recent", "-o", "json", "--since", "1d");
    run("", "audit", "show", "1");
    run("\"value\"", "state", "set", "atocore", "training", "key", "-");
    run("", "state", "get", "atocore", "training", "key");
    run("", "state", "list");
    run("", "project", "list");
    run(
        "",
        "alert",
        "emit",
        "--severity",
        "info",
        "--title",
        "t",
        "--message",
        "m",
        "--context",
        "a=b");
    run("", "alert", "flush");
    run("", "alert", "emit", "--severity", "info", "--title", "t", "--message", "m", "--key", "k");
    run("", "alert", "resolve", "--key", "k");
    run("", "alert", "recent");
    run("", "audit", "recent", "--action", "wrong", "-o", "json");
    webhooks();
    run("", "db", "status");
    run("", "integrity", "run");
    run("", "db", "backup", env.get("ATOCORE_DB") + ".copy");
    run("", "audit", "redact", id);
    run("", "memory", "create", "--type", "knowledge", "--content", "b", "--source-chunk", "gone");
    run("", "integrity", "run");
    run("", "integrity", "last");
    run("", "integrity", "run", "--since-last");
    run("", "pipeline", "check");
    signing();
    run("", "doctor");
    run("", "dashboard");
    run("", "dashboard", "-o", "json");
  }

  /** Signatures take many classes of the JDK that nothing else needs. */
  private void signing() {
    run("", "audit", "checkpoint");
    String key = run("", "audit", "checkpoint", "pubkey").strip();
    String signed = env.get("ATOCORE_DB") + ".checkpoint";
    run("", "audit", "checkpoint", "verify", signed, "--pubkey", key);
    run("", "audit", "prove", "1");
  }

  /** Nobody listens there, which is enough to have the HTTP client loaded. */
  private void webhooks() {
    Map<String, String> posting = new HashMap<>(env);
    posting.put("ATOCORE_ALERT_WEBHOOK", "slack+http://127.0.0.1:9/training");
    run(posting, "", "alert", "emit", "--severity", "info", "--title", "t", "--message", "m");
    run(posting, "", "alert", "flush");
    run(posting, "", "alert", "list-undelivered");
    run(posting, "", "alert", "sinks");
    run(posting, "", "alert", "retry");
  }

  /** A server that answers a few requests and is then interrupted, as an embedding program does. */
  private void serving() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread server =
        new Thread(
            () ->
                Main.run(
                    out,
                    OutputStream.nullOutputStream(),
                    env,
                    InputStream.nullInputStream(),
                    "serve",
                    "--port",
                    "0"));
    server.start();
    while (server.isAlive() && !out.toString(UTF_8).endsWith("/\n")) {
      Thread.onSpinWait();
    }
    String said = out.toString(UTF_8).strip();
    if (server.isAlive()) {
      int port = Integer.parseInt(said.substring(said.lastIndexOf(':') + 1, said.length() - 1));
      for (String path :
          new String[] {"/healthz", "/memory", "/admin/dashboard", "/metrics", "/"}) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          String request =
              "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(UTF_8));
          socket.getInputStream().readAllBytes();
        }
      }
    }
    server.interrupt();
    try {
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that shakes hands, and one of the newest revision. */
  private void agent() {
    run(
        message("initialize", "'protocolVersion':'2025-11-25','clientInfo':{'name':'t'}")
            + message("tools/list", "")
            + call("memory_propose", "'type':'knowledge','content':'an agent was here'")
            + call("memory_search", "'query':'agent'")
            + call("memory_get", "'id':'missing'")
            + message("resources/read", "'uri':'atocore://dashboard'")
            + message("prompts/get", "'name':'recall','arguments':{'topic':'agent'}")
            + message(
                "server/discover",
                "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                    + "'io.modelcontextprotocol/clientCapabilities':{}}"),
        "mcp");
  }

  private static String call(String tool, String arguments) {
    return message("tools/call", "'name':'" + tool + "','arguments':{" + arguments + "}");
  }

  private static String message(String method, String params) {
    return ("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{" + params + "}}\n")
        .replace('\'', '"');
  }

  private String run(String in, String... args) {
    return run(env, in, args);
  }

  private static String run(Map<String, String> env, String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(
        out,
        OutputStream.nullOutputStream(),
        env,
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        args);
    return out.toString(UTF_8);
  }
}
