package dev.atocore.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.cli.run.ErrorReport.Problem;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.integrity.check.IntegrityException;
import org.junit.jupiter.api.Test;

final class ErrorReportTest {
  @Test
  void kind_decidesTheExitCode() {
    assertThat(ErrorReport.problem(new InvalidInputException("m")))
        .isEqualTo(new Problem("invalid_input", "m", ExitCode.USAGE));
    assertThat(ErrorReport.problem(new IntegrityException(Kind.INVALID, "unknown_check", "m")))
        .isEqualTo(new Problem("invalid_input", "m", ExitCode.USAGE));
    assertThat(ErrorReport.problem(new IntegrityException(Kind.NOT_FOUND, "unknown_finding", "m")))
        .isEqualTo(new Problem("unknown_finding", "m", ExitCode.FAILED));
    assertThat(ErrorReport.problem(new IntegrityException(Kind.REFUSED, "plan_stale", "m")))
        .isEqualTo(new Problem("plan_stale", "m", ExitCode.FAILED));
    assertThat(ErrorReport.problem(new ConflictException("m")))
        .isEqualTo(new Problem("conflict", "m", ExitCode.FAILED));
  }

  @Test
  void logWithinAStore_keepsItsCode() {
    AuditException cause = new AuditException("audit_unreadable", "m", null);
    StoreException failure = new StoreException(cause);
    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure).hasCause(cause);
    assertThat(ErrorReport.problem(failure)).isEqualTo(ErrorReport.problem(cause));
  }
}
