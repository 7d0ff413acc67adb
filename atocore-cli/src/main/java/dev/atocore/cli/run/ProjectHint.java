package dev.atocore.cli.run;

import dev.atocore.core.state.Projects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a project that a filter names and the store does not know. */
public final class ProjectHint {
  private ProjectHint() {}

  /**
   * Says on stderr that there is no such project, and which one may be meant. The result stays what
   * it is.
   *
   * @param project what the filter names; null for all projects
   * @param empty whether nothing was found; else the name is known to be one
   */
  public static void give(Cli cli, @Nullable String project, boolean empty) {
    if (project == null || !empty) {
      return;
    }
    Projects projects = cli.store().projects();
    if (projects.find(project).isPresent()) {
      return;
    }
    Optional<String> nearest = projects.nearest(project);
    cli.note(
        "no project " + project + nearest.map(name -> "; did you mean " + name + "?").orElse(""));
  }
}
