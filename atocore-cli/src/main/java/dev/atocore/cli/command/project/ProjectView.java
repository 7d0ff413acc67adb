package dev.atocore.cli.command.project;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.state.Project;
import org.jspecify.annotations.Nullable;

/** How projects look as rows of a list. */
final class ProjectView implements RowShape<Project> {
  static final ProjectView ROWS = new ProjectView();

  private ProjectView() {}

  @Override
  public String plural() {
    return "projects";
  }

  @Override
  public String[] titles() {
    return new String[] {"ID", "CREATED", "NAME"};
  }

  @Override
  public @Nullable String[] cells(Project project) {
    return new @Nullable String[] {project.id(), project.createdAt(), project.name()};
  }

  @Override
  public String[] csvNames() {
    return new String[] {"id", "name", "created_at"};
  }

  @Override
  public @Nullable Object[] csv(Project project) {
    return new @Nullable Object[] {project.id(), project.name(), project.createdAt()};
  }

  @Override
  public String id(Project project) {
    return project.id();
  }
}
