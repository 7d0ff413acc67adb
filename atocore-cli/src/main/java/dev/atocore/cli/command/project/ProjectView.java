package dev.atocore.cli.command.project;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.state.Project;
import org.jspecify.annotations.Nullable;

/** How projects look as rows of a list. */
final class ProjectView extends RowShape<Project> {
  static final ProjectView ROWS = new ProjectView();

  private ProjectView() {
    super("projects", "ID=id,CREATED=created_at,NAME=name", "id,name,created_at");
  }

  @Override
  public @Nullable Object[] csv(Project project) {
    return row(project.id(), project.name(), project.createdAt());
  }
}
