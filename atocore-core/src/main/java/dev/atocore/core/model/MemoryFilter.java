package dev.atocore.core.model;

import dev.atocore.core.text.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which memories to list. A null or empty part does not restrict.
 *
 * @param status only this status
 * @param type only this type
 * @param project only this project
 * @param owner only this user, agent and run
 * @param metadata only with all of these
 * @param validAt only what is valid then
 * @param includeExpired whether what was valid before that counts too; not what is valid later
 */
public record MemoryFilter(
    @Nullable MemoryStatus status,
    @Nullable MemoryType type,
    @Nullable String project,
    Owner owner,
    List<MetadataTerm> metadata,
    @Nullable Instant validAt,
    boolean includeExpired) {
  /** Every memory. */
  public static final MemoryFilter ALL = new MemoryFilter(null, null, null);

  /** Copies the list. */
  public MemoryFilter {
    metadata = List.copyOf(metadata);
  }

  /** Of any owner, with any metadata, valid or not. */
  public MemoryFilter(
      @Nullable MemoryStatus status, @Nullable MemoryType type, @Nullable String project) {
    this(status, type, project, Owner.NONE, List.of(), null, false);
  }

  /** The same of that status only; null for any. */
  public MemoryFilter status(@Nullable MemoryStatus only) {
    return new MemoryFilter(only, type, project, owner, metadata, validAt, includeExpired);
  }

  /** The same of that type only; null for any. */
  public MemoryFilter type(@Nullable MemoryType only) {
    return new MemoryFilter(status, only, project, owner, metadata, validAt, includeExpired);
  }

  /** The same in that project only; null for any. */
  public MemoryFilter project(@Nullable String only) {
    return new MemoryFilter(status, type, only, owner, metadata, validAt, includeExpired);
  }

  /** The same of that owner only. */
  public MemoryFilter owner(Owner only) {
    return new MemoryFilter(status, type, project, only, metadata, validAt, includeExpired);
  }

  /** The same with all of these metadata only. */
  public MemoryFilter metadata(List<MetadataTerm> all) {
    return new MemoryFilter(status, type, project, owner, all, validAt, includeExpired);
  }

  /** The same, only what is valid then; null for whatever it is. */
  public MemoryFilter validAt(@Nullable Instant time) {
    return new MemoryFilter(status, type, project, owner, metadata, time, includeExpired);
  }

  /** The same, with what was valid before. */
  public MemoryFilter includeExpired(boolean include) {
    return new MemoryFilter(status, type, project, owner, metadata, validAt, include);
  }

  /** Whether a memory is one of them. */
  public boolean matches(Memory memory) {
    return (status == null || memory.is(status))
        && (type == null || type.word().equals(memory.type()))
        && (project == null || project.equals(memory.project()))
        && owner.includes(memory.owner())
        && metadata.stream().allMatch(term -> term.isIn(memory.metadata()))
        && (validAt == null || isValid(memory.validity(), Times.format(validAt)));
  }

  private boolean isValid(Validity validity, String time) {
    return includeExpired ? validity.begunAt(time) : validity.includes(time);
  }
}
