package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A memory to be created.
 *
 * @param type what kind
 * @param content 1 byte to 64 KiB of UTF-8, not blank
 * @param project the project, registered on first use; null for none
 * @param status candidate or active
 * @param confidence 0 to 1
 * @param sourceChunkIds where it was drawn from; they need not exist
 * @param owner whose it is
 * @param metadata what else is said of it
 * @param validity when it is valid
 */
public record NewMemory(
    MemoryType type,
    String content,
    @Nullable String project,
    MemoryStatus status,
    double confidence,
    List<String> sourceChunkIds,
    Owner owner,
    Metadata metadata,
    Validity validity) {
  /** The confidence of a memory nobody gave one. */
  public static final double DEFAULT_CONFIDENCE = 0.5;

  /**
   * Checks every value.
   *
   * @throws InvalidInputException naming the value that is wrong
   */
  public NewMemory {
    TextRules.requireContent(content);
    TextRules.requireName("project", project);
    sourceChunkIds = SourceChunks.required(sourceChunkIds);
    confidence = TextRules.requireConfidence(confidence);
    owner.require(false);
    validity = validity.over(Validity.ALWAYS);
    validity.require();
    if (!status.living()) {
      throw new InvalidInputException("a new memory is candidate or active, not " + status.word());
    }
  }

  /** A candidate with the default confidence and no project. */
  public static NewMemory of(MemoryType type, String content) {
    return new NewMemory(
        type,
        content,
        null,
        MemoryStatus.CANDIDATE,
        DEFAULT_CONFIDENCE,
        List.of(),
        Owner.NONE,
        Metadata.EMPTY,
        Validity.ALWAYS);
  }

  /** The same in that project. */
  public NewMemory project(@Nullable String newProject) {
    return new NewMemory(
        type, content, newProject, status, confidence, sourceChunkIds, owner, metadata, validity);
  }

  /** The same with that status. */
  public NewMemory status(MemoryStatus newStatus) {
    return new NewMemory(
        type, content, project, newStatus, confidence, sourceChunkIds, owner, metadata, validity);
  }

  /** The same with that confidence, 0 to 1. */
  public NewMemory confidence(double newConfidence) {
    return new NewMemory(
        type, content, project, status, newConfidence, sourceChunkIds, owner, metadata, validity);
  }

  /** The same drawn from that chunk. */
  public NewMemory sourceChunk(@Nullable String chunkId) {
    return sourceChunks(chunkId == null ? List.of() : List.of(chunkId));
  }

  /** The same drawn from those chunks. */
  public NewMemory sourceChunks(List<String> chunkIds) {
    return new NewMemory(
        type, content, project, status, confidence, chunkIds, owner, metadata, validity);
  }

  /** The same of that owner. */
  public NewMemory owner(Owner newOwner) {
    return new NewMemory(
        type, content, project, status, confidence, sourceChunkIds, newOwner, metadata, validity);
  }

  /** The same with these metadata. */
  public NewMemory metadata(Metadata newMetadata) {
    return new NewMemory(
        type, content, project, status, confidence, sourceChunkIds, owner, newMetadata, validity);
  }

  /** The same with that validity. */
  public NewMemory validity(Validity newValidity) {
    return new NewMemory(
        type, content, project, status, confidence, sourceChunkIds, owner, metadata, newValidity);
  }

  /** The first chunk that it was drawn from; null when there is none. */
  public @Nullable String sourceChunkId() {
    return sourceChunkIds.isEmpty() ? null : sourceChunkIds.get(0);
  }
}
