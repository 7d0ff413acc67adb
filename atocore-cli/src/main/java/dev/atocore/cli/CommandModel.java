package dev.atocore.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands at once, for what needs them all: completion, and the tests. */
public final class CommandModel {
  private CommandModel() {}

  /** The whole tree of commands with their options. */
  public static CommandLine all() {
    CommandSpec root = CommandSpec.create().name("atocore");
    for (String name : CommandTable.groups()) {
      CommandSpec group = CommandSpec.create().name(name);
      for (CommandTable.Entry entry : CommandTable.commands(name)) {
        group.addSubcommand(entry.name(), spec(entry));
      }
      root.addSubcommand(name, group);
    }
    for (CommandTable.Entry entry : CommandTable.commands("")) {
      root.addSubcommand(entry.name(), spec(entry));
    }
    return new CommandLine(root);
  }

  private static CommandSpec spec(CommandTable.Entry entry) {
    return entry.load().spec().name(entry.name());
  }
}
