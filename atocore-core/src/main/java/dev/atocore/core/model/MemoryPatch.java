package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * The fields an update sets. A null field stays as it is; an empty project or source chunk clears
 * it.
 *
 * @param type the new type
 * @param content the new content
 * @param project the new project; empty to belong to none
 * @param confidence the new confidence, 0 to 1
 * @param sourceChunkId the new source; empty to forget it
 */
public record MemoryPatch(
    @Nullable MemoryType type,
    @Nullable String content,
    @Nullable String project,
    @Nullable Double confidence,
    @Nullable String sourceChunkId) {
  /**
   * Checks every value.
   *
   * @throws InvalidInputException naming the value that is wrong
   */
  public MemoryPatch {
    if (content != null) {
      TextRules.requireContent(content);
    }
    if (project != null && !project.isEmpty()) {
      TextRules.requireName("project", project);
    }
    if (sourceChunkId != null && !sourceChunkId.isEmpty()) {
      TextRules.requireName("source chunk", sourceChunkId);
    }
    if (confidence != null) {
      confidence = TextRules.requireConfidence(confidence);
    }
  }

  /** Changes nothing yet. */
  public static MemoryPatch none() {
    return new MemoryPatch(null, null, null, null, null);
  }

  /** Also sets the type. */
  public MemoryPatch type(MemoryType newType) {
    return new MemoryPatch(newType, content, project, confidence, sourceChunkId);
  }

  /** Also sets the content. */
  public MemoryPatch content(String newContent) {
    return new MemoryPatch(type, newContent, project, confidence, sourceChunkId);
  }

  /** Also sets the project; empty clears it. */
  public MemoryPatch project(String newProject) {
    return new MemoryPatch(type, content, newProject, confidence, sourceChunkId);
  }

  /** Also sets the confidence. */
  public MemoryPatch confidence(double newConfidence) {
    return new MemoryPatch(type, content, project, newConfidence, sourceChunkId);
  }

  /** Also sets the source chunk; empty clears it. */
  public MemoryPatch sourceChunk(String chunkId) {
    return new MemoryPatch(type, content, project, confidence, chunkId);
  }

  public Memory applyTo(Memory memory) {
    return memory.toBuilder()
        .type(type == null ? memory.type() : type.word())
        .content(content == null ? memory.content() : content)
        .project(replace(memory.project(), project))
        .confidence(confidence == null ? memory.confidence() : confidence)
        .sourceChunkId(replace(memory.sourceChunkId(), sourceChunkId))
        .build();
  }

  private static @Nullable String replace(@Nullable String old, @Nullable String given) {
    if (given == null) {
      return old;
    }
    return given.isEmpty() ? null : given;
  }
}
