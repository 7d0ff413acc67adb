package dev.atocore.cli.command.project;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.state.Project;
import org.jspecify.annotations.Nullable;

/** How projects look as rows of a list. */
final class ProjectView extends RowShape<Project> {
  static final ProjectView ROWS = new ProjectView();

  private ProjectView() {
    super("projects", "ID,CREATED,NAME", "id,name,created_at");
  }

  @Override
  public @Nullable Object[] cells(Project project) {
    return row(project.id(), project.createdAt(), project.name());
  }

  @Override
  public @Nullable Object[] csv(Project project) {
    return row(project.id(), project.name(), project.createdAt());
  }
}
