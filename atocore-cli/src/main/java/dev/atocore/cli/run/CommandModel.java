package dev.atocore.cli.run;

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
        int space = entry.name().indexOf(' ');
        CommandLine longer =
            space < 0 ? null : group.subcommands().get(entry.name().substring(0, space));
        (longer == null ? group : longer.getCommandSpec())
            .addSubcommand(entry.name().substring(space + 1), spec(entry));
      }
      root.addSubcommand(name, group);
    }
    for (CommandTable.Entry entry : CommandTable.commands("")) {
      root.addSubcommand(entry.name(), spec(entry));
    }
    return new CommandLine(root);
  }

  private static CommandSpec spec(CommandTable.Entry entry) {
    return entry.load().spec().name(entry.name().substring(entry.name().indexOf(' ') + 1));
  }
}
