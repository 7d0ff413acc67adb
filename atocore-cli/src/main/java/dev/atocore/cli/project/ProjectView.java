package dev.atocore.cli.project;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.RowShape;
import dev.atocore.core.Project;
import java.io.IOException;
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
  public void json(JsonGenerator json, Project project) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", project.id());
    json.writeStringField("name", project.name());
    json.writeStringField("created_at", project.createdAt());
    json.writeEndObject();
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
