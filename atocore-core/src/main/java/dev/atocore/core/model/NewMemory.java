package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * A memory to be created.
 *
 * @param type what kind
 * @param content 1 byte to 64 KiB of UTF-8, not blank
 * @param project the project, registered on first use; null for none
 * @param status candidate or active
 * @param confidence 0 to 1
 * @param sourceChunkId where it was drawn from; need not exist; null when unknown
 */
public record NewMemory(
    MemoryType type,
    String content,
    @Nullable String project,
    MemoryStatus status,
    double confidence,
    @Nullable String sourceChunkId) {
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
    TextRules.requireName("source chunk", sourceChunkId);
    confidence = TextRules.requireConfidence(confidence);
    if (!status.living()) {
      throw new InvalidInputException("a new memory is candidate or active, not " + status.word());
    }
  }

  /** A candidate with the default confidence and no project. */
  public static NewMemory of(MemoryType type, String content) {
    return new NewMemory(type, content, null, MemoryStatus.CANDIDATE, DEFAULT_CONFIDENCE, null);
  }

  /** The same in that project. */
  public NewMemory project(@Nullable String newProject) {
    return new NewMemory(type, content, newProject, status, confidence, sourceChunkId);
  }

  /** The same with that status. */
  public NewMemory status(MemoryStatus newStatus) {
    return new NewMemory(type, content, project, newStatus, confidence, sourceChunkId);
  }

  /** The same with that confidence, 0 to 1. */
  public NewMemory confidence(double newConfidence) {
    return new NewMemory(type, content, project, status, newConfidence, sourceChunkId);
  }

  /** The same drawn from that chunk. */
  public NewMemory sourceChunk(@Nullable String chunkId) {
    return new NewMemory(type, content, project, status, confidence, chunkId);
  }
}
