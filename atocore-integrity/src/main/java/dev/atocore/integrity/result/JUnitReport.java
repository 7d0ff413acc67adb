package dev.atocore.integrity.result;

import dev.atocore.integrity.check.Finding;
import java.io.IOException;

/** A result as JUnit XML, which build servers show: a test case for each check. */
public final class JUnitReport {
  private static final int MILLIS = 1000;

  private JUnitReport() {}

  /** Writes one document. Open findings are failures, a check that failed is an error. */
  public static void write(Appendable xml, IntegrityResult result) throws IOException {
    long failures = 0;
    long errors = 0;
    for (CheckResult check : result.checks()) {
      switch (check.status()) {
        case OK -> {}
        case FINDINGS -> failures++;
        case ERROR -> errors++;
      }
    }
    xml.append(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"atocore integrity\" tests=\"")
        .append(Integer.toString(result.checks().size()))
        .append("\" failures=\"")
        .append(Long.toString(failures))
        .append("\" errors=\"")
        .append(Long.toString(errors))
        .append("\" skipped=\"0\" time=\"")
        .append(Double.toString((double) result.durationMs() / MILLIS))
        .append("\" timestamp=\"")
        .append(escape(result.startedAt()))
        .append("\">\n");
    for (CheckResult check : result.checks()) {
      testCase(xml, check);
    }
    xml.append("</testsuite>\n");
  }

  private static void testCase(Appendable xml, CheckResult check) throws IOException {
    xml.append("  <testcase classname=\"atocore.integrity\" name=\"")
        .append(escape(check.id()))
        .append('"');
    String error = check.error();
    if (error != null) {
      xml.append(">\n    <error message=\"").append(escape(error)).append("\"/>\n  </testcase>\n");
      return;
    }
    if (check.status() == CheckStatus.OK) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n    <failure type=\"")
        .append(check.severity().text())
        .append("\" message=\"")
        .append(Long.toString(check.open()))
        .append(" found\">");
    for (Finding finding : check.findings()) {
      if (!finding.acknowledged()) {
        xml.append(escape(finding.subject()))
            .append(": ")
            .append(escape(finding.details().message()))
            .append('\n');
      }
    }
    xml.append("</failure>\n  </testcase>\n");
  }

  /** For text and attributes alike. What XML 1.0 cannot hold even as a reference is replaced. */
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\n' -> safe.append("&#10;");
                case '\t' -> safe.append("&#9;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean allowed(int c) {
    return (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c >= 0x10000;
  }
}
