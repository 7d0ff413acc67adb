package dev.atocore.audit.entry;

import dev.atocore.audit.io.EntryTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log: who changed what, when, from what to what, and the hash that ties it to the
 * memory's previous entry.
 *
 * @param id grows with each entry
 * @param memoryId the memory that changed
 * @param version the version the change led to
 * @param action the verb as stored, see {@link AuditAction#verb()}; a tampered log may hold any
 *     text here
 * @param actor who made the change
 * @param project the memory's project at the time; null when it had none
 * @param before the image before as JSON text; null for a new memory or an erased body
 * @param after the image after as JSON text; null for an erased body
 * @param note why; null when nothing was said or it was erased
 * @param timestamp ISO-8601 UTC, six fraction digits
 * @param requestId the command or request it belongs to, or null
 * @param salt 16 random bytes mixed into the digests of the bodies; null once the bodies were
 *     redacted, so that nobody can guess them, and a single zero byte once they were pruned
 * @param prevHash the hash of the memory's previous entry; null for the first
 * @param hash the hash of this entry, see {@link AuditHash}
 * @param attribution for whom it was made, and whose memory it is
 * @param erased the digests that stand in for erased bodies; null for an entry that has its bodies
 */
public record AuditEntry(
    long id,
    String memoryId,
    long version,
    String action,
    String actor,
    @Nullable String project,
    @Nullable String before,
    @Nullable String after,
    @Nullable String note,
    String timestamp,
    @Nullable String requestId,
    @Nullable ByteString salt,
    @Nullable ByteString prevHash,
    ByteString hash,
    Attribution attribution,
    @Nullable BodyDigests erased) {
  /** What stands in the place of the salt of a pruned entry. */
  private static final ByteString PRUNED = ByteString.wrap(new byte[1]);

  /** What was done; empty when somebody wrote a word into the log that is no action. */
  public Optional<AuditAction> knownAction() {
    return Optional.ofNullable(AuditAction.ofVerb(action));
  }

  /** When it was done; empty when somebody wrote a text into the log that is no time. */
  public Optional<Instant> time() {
    return EntryTime.read(timestamp);
  }

  /** Gives a draft its id, a fresh salt and its hash. */
  public static AuditEntry seal(long id, AuditDraft draft) {
    return seal(id, draft, AuditHash.newSalt());
  }

  public static AuditEntry seal(long id, AuditDraft draft, ByteString salt) {
    BodyDigests digests = BodyDigests.of(salt, draft.before(), draft.after(), draft.note());
    ByteString hash =
        AuditHash.of(
            id,
            draft.memoryId(),
            draft.version(),
            draft.action().verb(),
            draft.actor(),
            draft.project(),
            draft.timestamp(),
            draft.requestId(),
            draft.prevHash(),
            digests,
            draft.attribution());
    return new AuditEntry(
        id,
        draft.memoryId(),
        draft.version(),
        draft.action().verb(),
        draft.actor(),
        draft.project(),
        draft.before(),
        draft.after(),
        draft.note(),
        draft.timestamp(),
        draft.requestId(),
        salt,
        draft.prevHash(),
        hash,
        draft.attribution(),
        null);
  }

  /** Whether the bodies were erased for good, with their digests left behind. */
  public boolean redacted() {
    return erased != null && salt == null;
  }

  /** Whether the bodies were moved out into an archive, with their digests left behind. */
  public boolean pruned() {
    return erased != null && PRUNED.equals(salt);
  }

  /**
   * The hash that this entry's own fields give. Equal to {@link #hash()} unless something was
   * altered; a body or a salt that stands beside digests is always taken for an alteration, or else
   * anyone could put another body in front of the true digest.
   */
  public ByteString computeHash() {
    boolean bodies = before != null || after != null || note != null;
    if (erased != null && (bodies || !(redacted() || pruned()))) {
      return AuditHash.ofNothing();
    }
    BodyDigests digests = digests();
    return AuditHash.of(
        id,
        memoryId,
        version,
        action,
        actor,
        project,
        timestamp,
        requestId,
        prevHash,
        digests,
        attribution);
  }

  /** The same entry without its bodies and its salt. */
  public AuditEntry redact() {
    return erase(null);
  }

  /** The same entry without its bodies. */
  public AuditEntry prune() {
    return erase(PRUNED);
  }

  /** Whether the bodies of both, or what stands in for them, give the same digests. */
  public boolean sameBodies(AuditEntry other) {
    return digests().equals(other.digests());
  }

  BodyDigests digests() {
    return erased != null ? erased : BodyDigests.of(salt, before, after, note);
  }

  private AuditEntry erase(@Nullable ByteString saltLeft) {
    return new AuditEntry(
        id,
        memoryId,
        version,
        action,
        actor,
        project,
        null,
        null,
        null,
        timestamp,
        requestId,
        saltLeft,
        prevHash,
        hash,
        attribution,
        digests());
  }
}
