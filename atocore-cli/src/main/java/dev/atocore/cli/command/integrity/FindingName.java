package dev.atocore.cli.command.integrity;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import java.util.Optional;

/** Which finding the user means: by its id, or by its check and subject. */
final class FindingName {
  private FindingName() {}

  static String of(Value<String> id, Value<String> check, Value<String> subject) {
    if (id.isGiven() && !check.isGiven() && !subject.isGiven()) {
      return id.required();
    }
    if (id.isGiven() || !check.isGiven() || !subject.isGiven()) {
      throw CliException.usage(
          "name one finding, by FINDING_ID or by --check ID and --subject S; 'atocore integrity last' shows them");
    }
    return Integrity.findingId(check.required(), subject.required());
  }

  /** Whether the last result lists it. */
  static boolean isKnown(Cli cli, String findingId) {
    Optional<IntegrityResult> last = Integrity.last(cli.store());
    if (last.isPresent()) {
      for (CheckResult check : last.get().checks()) {
        for (Finding finding : check.findings()) {
          if (finding.findingId().equals(findingId)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
