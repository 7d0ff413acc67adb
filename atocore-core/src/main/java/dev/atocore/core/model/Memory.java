package dev.atocore.core.model;

import dev.atocore.audit.io.EntryTime;
import dev.atocore.core.text.TextRules;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A memory as it is, or was.
 *
 * @param id never changes
 * @param type the stored word, one of {@link MemoryType} unless another program wrote the row
 * @param content what is remembered
 * @param project the project it belongs to; null when to none
 * @param status the stored word, one of {@link MemoryStatus} unless another program wrote the row
 * @param confidence 0 to 1
 * @param referenceCount how often it was reinforced
 * @param lastReferencedAt when it was last reinforced; null when never
 * @param sourceChunkIds the chunks it cites, which need not exist, the one it was drawn from first
 * @param supersededBy the memory that replaced it; null unless superseded
 * @param version 1 for a new memory, one more with each change
 * @param createdAt ISO-8601 UTC, six fraction digits
 * @param updatedAt ISO-8601 UTC, six fraction digits
 * @param owner whose it is, which agent made it, in which run
 * @param metadata what else is said of it
 * @param validity when it is valid
 */
public record Memory(
    String id,
    String type,
    String content,
    @Nullable String project,
    String status,
    double confidence,
    long referenceCount,
    @Nullable String lastReferencedAt,
    List<String> sourceChunkIds,
    @Nullable String supersededBy,
    long version,
    String createdAt,
    String updatedAt,
    Owner owner,
    Metadata metadata,
    Validity validity) {
  /** What the content of a redacted memory says. */
  public static final String REDACTED = "[redacted]";

  private static final Memory EMPTY =
      new Memory(
          "",
          "",
          "",
          null,
          "",
          0,
          0,
          null,
          List.of(),
          null,
          1,
          "",
          "",
          Owner.NONE,
          Metadata.EMPTY,
          Validity.ALWAYS);

  /** Copies the list. */
  public Memory {
    sourceChunkIds = List.copyOf(sourceChunkIds);
  }

  /** The chunk it was drawn from, which need not exist; null when unknown. */
  public @Nullable String sourceChunkId() {
    return sourceChunkIds.isEmpty() ? null : sourceChunkIds.get(0);
  }

  /** Its type; empty when another program wrote a word that is none. */
  public Optional<MemoryType> knownType() {
    return Optional.ofNullable(MemoryType.of(type));
  }

  /** Its status; empty when another program wrote a word that is none. */
  public Optional<MemoryStatus> knownStatus() {
    return Optional.ofNullable(MemoryStatus.of(status));
  }

  /** Whether that is its status. */
  public boolean is(MemoryStatus one) {
    return one.word().equals(status);
  }

  /** Whether it is a candidate or active. */
  public boolean living() {
    return is(MemoryStatus.CANDIDATE) || is(MemoryStatus.ACTIVE);
  }

  /** When it began; empty when another program wrote a text that is no time. */
  public Optional<Instant> createdTime() {
    return EntryTime.read(createdAt);
  }

  /** When it last changed; empty when another program wrote a text that is no time. */
  public Optional<Instant> updatedTime() {
    return EntryTime.read(updatedAt);
  }

  /** When it was last reinforced; empty when never, or when the text there is no time. */
  public Optional<Instant> lastReferencedTime() {
    return lastReferencedAt == null ? Optional.empty() : EntryTime.read(lastReferencedAt);
  }

  public Memory withStatus(MemoryStatus to, @Nullable String by) {
    return toBuilder().status(to.word()).supersededBy(by).build();
  }

  public Memory withReference(double newConfidence, String at) {
    return toBuilder()
        .confidence(newConfidence)
        .referenceCount(referenceCount + 1)
        .lastReferencedAt(at)
        .build();
  }

  public Memory stamped(long newVersion, String at) {
    return toBuilder().version(newVersion).updatedAt(at).build();
  }

  /**
   * What a revert to {@code old} gives: all that describes the memory as it was then, but its own
   * identity and birth.
   */
  public Memory revertedTo(Memory old) {
    return old.toBuilder()
        .id(id)
        .version(version)
        .createdAt(createdAt)
        .updatedAt(updatedAt)
        .build();
  }

  /** What is left of it when it is erased: whose it is and when it was made, not what it says. */
  public Memory redacted() {
    return toBuilder().content(REDACTED).metadata(Metadata.EMPTY).build();
  }

  /** Whether it says the same of the same: what two living memories must not do. */
  public boolean says(
      String otherType, String otherContent, @Nullable String otherProject, Owner other) {
    return type.equals(otherType)
        && TextRules.withoutEndBlanks(content).equals(TextRules.withoutEndBlanks(otherContent))
        && Objects.equals(project, otherProject)
        && Objects.equals(owner.userId(), other.userId())
        && Objects.equals(owner.agentId(), other.agentId());
  }

  /** A builder with all that this memory says. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A builder of a memory with empty texts, no numbers and version 1. */
  public static Builder builder() {
    return new Builder(EMPTY);
  }

  /** Sets the fields of a memory by their names. */
  public static final class Builder {
    private String id;
    private String type;
    private String content;
    private @Nullable String project;
    private String status;
    private double confidence;
    private long referenceCount;
    private @Nullable String lastReferencedAt;
    private List<String> sourceChunkIds;
    private @Nullable String supersededBy;
    private long version;
    private String createdAt;
    private String updatedAt;
    private Owner owner;
    private Metadata metadata;
    private Validity validity;

    private Builder(Memory memory) {
      id = memory.id;
      type = memory.type;
      content = memory.content;
      project = memory.project;
      status = memory.status;
      confidence = memory.confidence;
      referenceCount = memory.referenceCount;
      lastReferencedAt = memory.lastReferencedAt;
      sourceChunkIds = memory.sourceChunkIds;
      supersededBy = memory.supersededBy;
      version = memory.version;
      createdAt = memory.createdAt;
      updatedAt = memory.updatedAt;
      owner = memory.owner;
      metadata = memory.metadata;
      validity = memory.validity;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder type(String value) {
      type = value;
      return this;
    }

    public Builder content(String value) {
      content = value;
      return this;
    }

    public Builder project(@Nullable String value) {
      project = value;
      return this;
    }

    public Builder status(String value) {
      status = value;
      return this;
    }

    public Builder confidence(double value) {
      confidence = value;
      return this;
    }

    public Builder referenceCount(long value) {
      referenceCount = value;
      return this;
    }

    public Builder lastReferencedAt(@Nullable String value) {
      lastReferencedAt = value;
      return this;
    }

    public Builder sourceChunkId(@Nullable String value) {
      return sourceChunkIds(value == null ? List.of() : List.of(value));
    }

    public Builder sourceChunkIds(List<String> value) {
      sourceChunkIds = value;
      return this;
    }

    public Builder supersededBy(@Nullable String value) {
      supersededBy = value;
      return this;
    }

    public Builder version(long value) {
      version = value;
      return this;
    }

    public Builder createdAt(String value) {
      createdAt = value;
      return this;
    }

    public Builder updatedAt(String value) {
      updatedAt = value;
      return this;
    }

    public Builder owner(Owner value) {
      owner = value;
      return this;
    }

    public Builder metadata(Metadata value) {
      metadata = value;
      return this;
    }

    public Builder validity(Validity value) {
      validity = value;
      return this;
    }

    public Memory build() {
      return new Memory(
          id,
          type,
          content,
          project,
          status,
          confidence,
          referenceCount,
          lastReferencedAt,
          sourceChunkIds,
          supersededBy,
          version,
          createdAt,
          updatedAt,
          owner,
          metadata,
          validity);
    }
  }
}
