package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields an update sets. A null field stays as it is; an empty project, part of the owner or
 * time, and an empty list of source chunks, clears it.
 *
 * @param type the new type
 * @param content the new content
 * @param project the new project; empty to belong to none
 * @param confidence the new confidence, 0 to 1
 * @param sourceChunkIds the new sources; empty to forget them
 * @param owner the new user, agent and run
 * @param metadata what replaces the metadata
 * @param terms what is set in the metadata, or in what replaces them; an empty value removes
 * @param validity the new times
 */
public record MemoryPatch(
    @Nullable MemoryType type,
    @Nullable String content,
    @Nullable String project,
    @Nullable Double confidence,
    @Nullable List<String> sourceChunkIds,
    Owner owner,
    @Nullable Metadata metadata,
    List<MetadataTerm> terms,
    Validity validity) {
  private static final MemoryPatch NONE =
      new MemoryPatch(null, null, null, null, null, Owner.NONE, null, List.of(), Validity.ALWAYS);

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
    if (sourceChunkIds != null) {
      sourceChunkIds = SourceChunks.required(sourceChunkIds);
    }
    if (confidence != null) {
      confidence = TextRules.requireConfidence(confidence);
    }
    owner.require(true);
    terms = List.copyOf(terms);
  }

  /** Changes nothing yet. */
  public static MemoryPatch none() {
    return NONE;
  }

  /** Also sets the type; null leaves it. */
  public MemoryPatch type(@Nullable MemoryType newType) {
    return new MemoryPatch(
        newType, content, project, confidence, sourceChunkIds, owner, metadata, terms, validity);
  }

  /** Also sets the content; null leaves it. */
  public MemoryPatch content(@Nullable String newContent) {
    return new MemoryPatch(
        type, newContent, project, confidence, sourceChunkIds, owner, metadata, terms, validity);
  }

  /** Also sets the project; empty clears it, null leaves it. */
  public MemoryPatch project(@Nullable String newProject) {
    return new MemoryPatch(
        type, content, newProject, confidence, sourceChunkIds, owner, metadata, terms, validity);
  }

  /** Also sets the confidence; null leaves it. */
  public MemoryPatch confidence(@Nullable Double newConfidence) {
    return new MemoryPatch(
        type, content, project, newConfidence, sourceChunkIds, owner, metadata, terms, validity);
  }

  /** Also sets the source to one chunk; empty clears it, null leaves it. */
  public MemoryPatch sourceChunk(@Nullable String chunkId) {
    return sourceChunks(chunkId == null ? null : chunkId.isEmpty() ? List.of() : List.of(chunkId));
  }

  /** Also sets all sources; an empty list clears them, null leaves them. */
  public MemoryPatch sourceChunks(@Nullable List<String> chunkIds) {
    return new MemoryPatch(
        type, content, project, confidence, chunkIds, owner, metadata, terms, validity);
  }

  /** Also sets the parts of the owner that are given; empty ones clear. */
  public MemoryPatch owner(Owner newOwner) {
    return new MemoryPatch(
        type, content, project, confidence, sourceChunkIds, newOwner, metadata, terms, validity);
  }

  /** Also replaces the metadata; null leaves them. */
  public MemoryPatch metadata(@Nullable Metadata newMetadata) {
    return new MemoryPatch(
        type, content, project, confidence, sourceChunkIds, owner, newMetadata, terms, validity);
  }

  /** Also sets these in the metadata, or removes them. */
  public MemoryPatch merge(List<MetadataTerm> newTerms) {
    return new MemoryPatch(
        type, content, project, confidence, sourceChunkIds, owner, metadata, newTerms, validity);
  }

  /** Also sets the times that are given; empty ones clear. */
  public MemoryPatch validity(Validity newValidity) {
    return new MemoryPatch(
        type, content, project, confidence, sourceChunkIds, owner, metadata, terms, newValidity);
  }

  /**
   * The memory with all of this set.
   *
   * @throws InvalidInputException if it would never be valid, or its metadata were too large
   */
  public Memory applyTo(Memory memory) {
    Metadata base = metadata == null ? memory.metadata() : metadata;
    Validity times = validity.over(memory.validity());
    if (!times.equals(memory.validity())) {
      times.require();
    }
    return memory.toBuilder()
        .type(type == null ? memory.type() : type.word())
        .content(content == null ? memory.content() : content)
        .project(replace(memory.project(), project))
        .confidence(confidence == null ? memory.confidence() : confidence)
        .sourceChunkIds(sourceChunkIds == null ? memory.sourceChunkIds() : sourceChunkIds)
        .owner(owner.over(memory.owner()))
        .metadata(base.with(terms))
        .validity(times)
        .build();
  }

  static @Nullable String replace(@Nullable String old, @Nullable String given) {
    if (given == null) {
      return old;
    }
    return given.isEmpty() ? null : given;
  }
}
