package dev.atocore.integrity.doctor;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.checks.postgres.ServerFacts;
import dev.atocore.integrity.history.BackupRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a store behind a server stands on: the server, the way to it, and the login. */
final class DatabaseServer {
  private static final Pattern HOSTS = Pattern.compile("^jdbc:[a-z]+://([^/?]*)");

  private DatabaseServer() {}

  static void look(MemoryStore open, StoreUrl store, List<Diagnosis> found) {
    ServerFacts facts = open.transactions().outside(ServerFacts::of);
    found.add(server(facts));
    found.add(transport(store.url(), facts.encrypted()));
    found.add(login(facts));
    found.add(
        facts.checksums()
            ? Diagnosis.good("pages", "the server keeps data checksums")
            : Diagnosis.hint(
                "pages",
                "the server keeps no data checksums: a flipped bit is not noticed",
                "pg_checksums --enable, on a server that is stopped"));
    found.add(backups(open));
  }

  private static Diagnosis server(ServerFacts facts) {
    String what =
        "PostgreSQL "
            + facts.version()
            + (facts.replica() ? ", a replica, which only reads" : ", a primary")
            + "; "
            + facts.timeouts();
    return facts.supported()
        ? Diagnosis.good("server", what)
        : Diagnosis.bad("server", what, "use PostgreSQL 14 or newer");
  }

  /** Whether somebody between here and there could read along. */
  static Diagnosis transport(String url, boolean encrypted) {
    if (encrypted) {
      return Diagnosis.good("transport", "encrypted");
    }
    Matcher hosts = HOSTS.matcher(url);
    for (String host : (hosts.find() ? hosts.group(1) : "").split(",", -1)) {
      if (!isHere(host)) {
        return Diagnosis.bad(
            "transport",
            "texts and the password's proof go to " + host + " in plain text",
            "add sslmode=verify-full and sslrootcert=FILE to the URL, and turn ssl on there");
      }
    }
    return Diagnosis.good("transport", "plain text, on this machine alone");
  }

  /** Nothing is looked up for a name that says so itself. */
  private static boolean isHere(String hostAndPort) {
    String host = hostAndPort.replaceFirst(":\\d+$", "");
    if (host.isEmpty() || host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Diagnosis login(ServerFacts facts) {
    String who = "the login " + facts.login();
    return switch (facts.power()) {
      case SUPERUSER ->
          Diagnosis.hint(
              "login",
              who + " is a superuser: it could alter the log past every guard",
              "let a writer do the work: 'atocore db grants --writer ROLE'");
      case OWNER ->
          Diagnosis.hint(
              "login",
              who + " owns the log: it could take its guards away",
              "let a writer do the work: 'atocore db grants --writer ROLE'");
      case NONE ->
          facts.excess().isEmpty()
              ? Diagnosis.good("login", who + " can only add to the log")
              : Diagnosis.bad(
                  "login",
                  who + " was granted " + String.join(", ", facts.excess()),
                  "run what 'atocore db grants --writer " + facts.login() + "' prints");
    };
  }

  private static Diagnosis backups(MemoryStore open) {
    List<BackupRecord> all = BackupRecord.all(open);
    if (all.isEmpty()) {
      return Diagnosis.hint(
          "backups",
          "none is on record; they are the server's own (pg_basebackup, pg_dump)",
          "end the job that makes them with 'atocore db backup-done'");
    }
    BackupRecord last = all.get(all.size() - 1);
    return Diagnosis.good(
        "backups",
        "the last one was at " + last.at() + (last.note() == null ? "" : " (" + last.note() + ")"));
  }
}
