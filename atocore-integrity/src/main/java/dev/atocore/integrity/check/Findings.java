package dev.atocore.integrity.check;

import dev.atocore.core.error.AtoCoreException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the findings of one check: counts all of them and keeps the first few. Thread-safe, since a
 * run that is ended early asks what was found so far.
 */
public final class Findings {
  /** How many the history remembers of each check, in short. */
  static final int MOST_REMEMBERED = 1_000;

  private static final int LONGEST_SUBJECT = 200;

  private final IntegrityCheck check;
  private final int keep;
  private final @Nullable Consumer<Finding> each;
  private final Set<String> accepted;
  private final Set<String> acceptedSeen = new HashSet<>();
  private final List<Finding> kept = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private long count;
  private boolean closed;
  private @Nullable String note;

  /**
   * Findings of that check.
   *
   * @param keep how many to keep
   * @param accepted the ids of those that an operator has acknowledged
   */
  public Findings(IntegrityCheck check, int keep, Set<String> accepted) {
    this(check, keep, accepted, null);
  }

  private Findings(
      IntegrityCheck check, int keep, Set<String> accepted, @Nullable Consumer<Finding> each) {
    this.check = check;
    this.keep = keep;
    this.accepted = accepted;
    this.each = each;
  }

  /**
   * Findings of that check, none of which is kept.
   *
   * @param each is given each one when it is found, in whatever view the check has open then
   */
  public static Findings handedOver(IntegrityCheck check, Consumer<Finding> each) {
    return new Findings(check, 0, Set.of(), each);
  }

  /**
   * A finding in short.
   *
   * @param findingId its id
   * @param subject what it is about, cut when it is long
   */
  public record Seen(String findingId, String subject) {}

  /**
   * Adds a finding.
   *
   * @param subject what it is about, the same from night to night: most often the id of a row. Each
   *     subject at most once a run.
   * @param details what is wrong with it
   * @throws IntegrityException if the check was stopped, or found more than it may
   */
  public synchronized void add(String subject, Details details) {
    if (closed) {
      throw new IntegrityException(Kind.FAILED, "stopped", "the check was stopped");
    }
    if (count >= check.mostFindings()) {
      throw new IntegrityException(
          Kind.FAILED,
          "too_many_findings",
          "more than " + count + " findings, which is all that it may have");
    }
    count++;
    boolean listed = each != null || kept.size() < keep;
    boolean remembered = seen.size() < MOST_REMEMBERED;
    if (!listed && !remembered && accepted.isEmpty()) {
      return;
    }
    String id = Finding.id(check.id(), subject);
    if (accepted.contains(id)) {
      acceptedSeen.add(id);
    }
    if (remembered) {
      seen.add(new Seen(id, Details.shorten(subject, LONGEST_SUBJECT)));
    }
    if (listed) {
      String mend = Mending.of(check.mend(), details);
      take(new Finding(id, subject, accepted.contains(id), "", 0, mend, details));
    }
  }

  private void take(Finding finding) {
    if (each == null) {
      kept.add(finding);
    } else {
      each.accept(finding);
    }
  }

  /**
   * Whether the details of another finding would be kept. Where not, they need not be put together:
   * {@link Details#of} is enough.
   */
  public synchronized boolean keepsMore() {
    return each != null || kept.size() < keep;
  }

  /** Says what the check did not look at. */
  public synchronized void note(String text) {
    note = text;
  }

  /** From now on nothing can be added. */
  public synchronized void close() {
    closed = true;
  }

  public synchronized @Nullable String note() {
    return note;
  }

  public synchronized Set<String> acceptedSeen() {
    return Set.copyOf(acceptedSeen);
  }

  public synchronized long count() {
    return count;
  }

  public synchronized List<Finding> kept() {
    return List.copyOf(kept);
  }

  public synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }
}
