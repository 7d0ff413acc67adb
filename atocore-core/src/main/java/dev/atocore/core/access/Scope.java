package dev.atocore.core.access;

import dev.atocore.core.model.Memory;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a store that somebody sees and touches.
 *
 * @param projects only these projects; none for all
 * @param user only what is this user's; null for everybody's
 */
public record Scope(Set<String> projects, @Nullable String user) {
  /** The whole store. */
  public static final Scope ALL = new Scope(Set.of(), null);

  /** Copies the set, in order. */
  public Scope {
    projects = Collections.unmodifiableSet(new TreeSet<>(projects));
  }

  /** Whether it is not the whole store. */
  public boolean bound() {
    return !projects.isEmpty() || user != null;
  }

  /** Whether a memory lies in it. */
  public boolean holds(Memory memory) {
    return holds(memory.project(), memory.owner().userId());
  }

  /** Whether a memory of that project and user lies in it. */
  public boolean holds(@Nullable String ofProject, @Nullable String ofUser) {
    return holdsProject(ofProject) && (user == null || user.equals(ofUser));
  }

  /** Whether what belongs to that project, whosever it is, may lie in it. */
  public boolean holdsProject(@Nullable String project) {
    return projects.isEmpty() || (project != null && projects.contains(project));
  }
}
