package dev.atocore.cli.run;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * Every command, its class and one line about it. The classes are here by name so that help and
 * look-up load none of them.
 */
final class CommandTable {
  private static final String[][] GROUPS = {
    {"memory", "Memories: create, find, change, review"},
    {"audit", "The audit log of every change"},
    {"alert", "Alerts and where they go"},
    {"integrity", "Checks that find drift"},
    {"pipeline", "The health of the nightly job"},
    {"harness", "The retrieval harness"},
    {"state", "JSON values that programs keep for projects"},
    {"project", "Projects"},
    {"key", "Keys: who may speak to the server, and what they may"},
    {"recall", "Who was told which memories"},
    {"source", "Documents and chunks that memories are drawn from"},
    {"db", "The store itself"},
  };

  /** Group (empty for a command of its own), name, class below this package, summary. */
  private static final String[][] COMMANDS = {
    {"memory", "create", "memory.CreateMemory", "Add a memory"},
    {"memory", "show", "memory.ShowMemory", "Show a memory, now or as it was"},
    {"memory", "list", "memory.ListMemories", "List memories, newest first"},
    {"memory", "search", "memory.SearchMemories", "Find memories by their words, best first"},
    {"memory", "update", "memory.UpdateMemory", "Change what a memory says"},
    {"memory", "promote", "memory.PromoteMemories", "Accept candidates: they become active"},
    {"memory", "reject", "memory.RejectMemories", "Turn candidates down: they become invalid"},
    {"memory", "invalidate", "memory.InvalidateMemories", "Withdraw active memories"},
    {"memory", "supersede", "memory.SupersedeMemory", "Replace an active memory by another"},
    {
      "memory", "reinforce", "memory.ReinforceMemories", "Count a reference and grow the confidence"
    },
    {"memory", "auto-promote", "memory.AutoPromote", "Promote the candidates that qualify"},
    {"memory", "expire", "memory.ExpireCandidates", "Reject old candidates nobody referred to"},
    {"memory", "diff", "memory.DiffMemory", "What changed between two versions of a memory"},
    {"memory", "revert", "memory.RevertMemory", "Take a memory, or all that an actor did, back"},
    {"memory", "exposure", "memory.ShowExposure", "To whom a memory was told"},
    {"memory", "triage", "triage.ReviewQueue", "Review the candidates one by one, on a terminal"},
    {"memory", "restore", "memory.RestoreMemory", "Bring back a memory whose row was deleted"},
    {"memory", "import", "memory.ImportMemories", "Take memories in from NDJSON"},
    {"memory", "embed", "memory.EmbedMemories", "Make the vectors by which meanings are found"},
    {"memory", "refused", "memory.ReviewRefused", "What the nightly import refused and kept"},
    {
      "memory",
      "refusals",
      "memory.ListRefusals",
      "What was turned down or erased, not to come back"
    },
    {"memory", "refusals remove", "memory.RemoveRefusals", "Let the same be said again"},
    {
      "memory",
      "refusals rebuild",
      "memory.RebuildRefusals",
      "Refuse anew what can be, after the key was lost"
    },
    {
      "memory", "export", "memory.ExportMemories", "Write memories as NDJSON that import takes back"
    },
    {"audit", "recent", "audit.RecentEntries", "The newest entries across all memories"},
    {"audit", "history", "audit.MemoryHistory", "All entries of one memory, with diffs"},
    {"audit", "show", "audit.ShowEntry", "One entry with its diff"},
    {"audit", "tail", "audit.TailLog", "The last entries, and new ones as they come"},
    {"audit", "blame", "audit.BlameMemory", "Which entry set each field of a memory"},
    {"audit", "stats", "audit.CountEntries", "How many entries by actor, action, day or project"},
    {"audit", "status", "audit.LogStatus", "The log, its spool and its last verification"},
    {"audit", "verify", "audit.VerifyLog", "Recompute every hash and compare the heads"},
    {
      "audit", "export", "audit.ExportEntries", "Write entries as NDJSON, with all a verifier needs"
    },
    {"audit", "checkpoint", "audit.MakeCheckpoint", "Seal the log and sign its root"},
    {
      "audit",
      "checkpoint verify",
      "audit.VerifyCheckpoint",
      "Prove that nothing before a checkpoint was rewritten"
    },
    {
      "audit",
      "checkpoint pubkey",
      "audit.PrintVerifierKey",
      "Print the public half of the key that signs checkpoints"
    },
    {"audit", "prove", "audit.ProveEntry", "Prove that an entry is in the log that was signed"},
    {"audit", "replay", "audit.ReplaySpool", "Put back entries that could not be written"},
    {"audit", "gap", "audit.GapsInLog", "List versions without an entry, and acknowledge them"},
    {"audit", "redact", "audit.RedactMemory", "Erase for good what a memory ever said"},
    {"audit", "prune", "audit.PruneLog", "Move old bodies out into an archive"},
    {"audit", "verify-archive", "audit.VerifyArchive", "Hold an archive against the log's digests"},
    {"audit", "erasures", "audit.ListErasures", "Who redacted or pruned what, and why"},
    {"alert", "emit", "alert.EmitAlert", "Tell every sink"},
    {"alert", "resolve", "alert.ResolveAlert", "Say that a condition is over"},
    {"alert", "recent", "alert.RecentAlerts", "The newest alerts of the alert log"},
    {"alert", "flush", "alert.FlushAlerts", "Try again what a webhook did not take"},
    {"alert", "list-undelivered", "alert.ListUndelivered", "What nobody took yet, and why"},
    {"alert", "retry", "alert.RetryAlerts", "Try again at once, given-up ones too"},
    {"alert", "sinks", "alert.ListSinks", "Where alerts go, and how each sink does"},
    {"alert", "test", "alert.TestAlert", "Send a test alert, with a verdict for each sink"},
    {"integrity", "run", "integrity.RunChecks", "Look for drift"},
    {"integrity", "list", "integrity.ListChecks", "The checks there are"},
    {"integrity", "last", "integrity.LastResult", "What the last run found"},
    {"integrity", "trend", "integrity.ShowTrend", "How many findings each night had"},
    {"integrity", "repair", "integrity.RepairFindings", "Plan how to mend findings, and do it"},
    {"integrity", "ack", "integrity.AcknowledgeFinding", "Accept a finding: it no longer alerts"},
    {"integrity", "unack", "integrity.UnacknowledgeFinding", "Take an acknowledgement back"},
    {"integrity", "acks", "integrity.ListAcknowledgements", "What was acknowledged, and by whom"},
    {"pipeline", "check", "pipeline.CheckPipeline", "Compare the nightly job with its limits"},
    {"pipeline", "lease", "pipeline.LeaseNight", "Let one machine of many run the nightly job"},
    {"pipeline", "ping", "pipeline.PingMonitor", "Tell a monitor outside how the night goes"},
    {"harness", "run", "harness.RunHarness", "Measure whether searching finds what it should"},
    {"state", "get", "state.GetState", "Print a value"},
    {"state", "set", "state.SetState", "Set a value"},
    {"state", "list", "state.ListState", "List values"},
    {"project", "add", "project.AddProject", "Register a project"},
    {"project", "list", "project.ListProjects", "List the projects"},
    {"key", "add", "key.AddKey", "Make a key and print its token, once"},
    {"key", "list", "key.ListKeys", "List the keys"},
    {"key", "revoke", "key.RevokeKey", "End a key for good"},
    {"key", "rotate", "key.RotateKey", "Give a key another token and print it, once"},
    {"key", "events", "key.ListKeyEvents", "What was done with keys, by whom and when"},
    {"recall", "list", "recall.ListRecalls", "The answers on record, newest first"},
    {"recall", "prune", "recall.PruneRecalls", "Drop old answers from the record"},
    {"source", "ingest", "source.IngestFiles", "Read Markdown and text files into chunks"},
    {"source", "import", "source.ImportSources", "Take documents and chunks in from NDJSON"},
    {"source", "list", "source.ListSources", "List the documents"},
    {"source", "remove", "source.RemoveSource", "Remove a document and its chunks"},
    {"source", "chunks", "source.ListChunks", "Print chunks in the order of ingestion"},
    {
      "source",
      "extract",
      "source.ExtractCandidates",
      "Find marked lines in chunks: candidates for import"
    },
    {"db", "init", "db.InitStore", "Make an empty store"},
    {"db", "status", "db.StoreStatus", "Tell the version of the store"},
    {"db", "path", "db.StorePath", "Tell where the store lies"},
    {"db", "migrate", "db.MigrateStore", "Bring the store to this version"},
    {"db", "rollback", "db.RollbackStore", "Take schema steps back"},
    {"db", "backup", "db.BackupStore", "Write a consistent copy"},
    {"db", "backup-done", "db.RecordBackup", "Record that a backup was made by other means"},
    {"db", "grants", "db.PrintGrants", "Print the rights that logins of a server need"},
    {"db", "verify-backup", "db.VerifyBackup", "Tell whether a copy can be restored"},
    {"db", "restore", "db.RestoreStore", "Put a copy in the place of the store"},
    {"db", "copy", "db.CopyStore", "Copy the store into another place, of any kind"},
    {"", "dashboard", "dashboard.ShowDashboard", "The whole picture"},
    {"", "doctor", "doctor.ExamineHost", "Look at what AtoCore stands on"},
    {"", "serve", "serve.Serve", "Serve the HTTP API and the web dashboard"},
    {"", "mcp", "mcp.ServeAgent", "Serve the store to an agent, over MCP on stdin and stdout"},
    {"", "completion", "completion.PrintCompletion", "Print a completion script for bash"},
  };

  private CommandTable() {}

  /**
   * One command.
   *
   * @param path what the user types, without {@code atocore}
   * @param name its name within the group
   * @param className its class
   * @param summary one line about it
   */
  record Entry(String path, String name, String className, String summary) {
    CliCommand load() {
      try {
        Constructor<? extends CliCommand> constructor =
            Class.forName(className).asSubclass(CliCommand.class).getDeclaredConstructor();
        // Commands are nobody's business but this table's, so they are not public.
        constructor.setAccessible(true);
        return constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The command " + path + " is not in this build.", e);
      }
    }
  }

  static boolean isGroup(String word) {
    return groupSummary(word) != null;
  }

  static @Nullable String groupSummary(String word) {
    for (String[] group : GROUPS) {
      if (group[0].equals(word)) {
        return group[1];
      }
    }
    return null;
  }

  static @Nullable Entry find(String group, String name) {
    for (String[] row : COMMANDS) {
      if (row[0].equals(group) && row[1].equals(name)) {
        return entry(row);
      }
    }
    return null;
  }

  static String[] groups() {
    String[] names = new String[GROUPS.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = GROUPS[i][0];
    }
    return names;
  }

  /** The commands of a group, or those of no group when it is empty. */
  static Entry[] commands(String group) {
    int count = 0;
    for (String[] row : COMMANDS) {
      count += row[0].equals(group) ? 1 : 0;
    }
    Entry[] entries = new Entry[count];
    int next = 0;
    for (String[] row : COMMANDS) {
      if (row[0].equals(group)) {
        entries[next++] = entry(row);
      }
    }
    return entries;
  }

  private static Entry entry(String[] row) {
    String path = row[0].isEmpty() ? row[1] : row[0] + " " + row[1];
    return new Entry(path, row[1], "dev.atocore.cli.command." + row[2], row[3]);
  }
}
