package dev.atocore.cli.integrity;

import dev.atocore.cli.Cli;
import dev.atocore.integrity.Integrity;

/** The checks on a command's store. */
final class StoreIntegrity {
  private StoreIntegrity() {}

  /**
   * With those that the class path brings, unless the launcher says that its class path has none:
   * to look for them opens each jar.
   */
  static Integrity of(Cli cli) {
    return "built-in".equals(System.getProperty("atocore.checks"))
        ? Integrity.ofBuiltIn(cli.store(), cli.alerts())
        : Integrity.of(cli.store(), cli.alerts());
  }
}
