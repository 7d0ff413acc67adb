package dev.atocore.cli.command.key;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.core.key.Key;
import dev.atocore.core.key.NewKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How keys look. */
final class KeyView extends RowShape<Key> {
  private final Instant now;

  /**
   * Rows.
   *
   * @param now when it is
   */
  KeyView(Instant now) {
    super(
        "keys",
        "KEY=name,ROLE=role,STATE=state,CREATED=created_at,EXPIRES=expires_at,USER=user,PROJECTS=projects",
        "name,role,projects,user,state,created_at,rotated_at,expires_at,revoked_at");
    this.now = now;
  }

  /** The one time that a token is seen. */
  static void printToken(Cli cli, NewKey made) throws IOException {
    Key key = made.key();
    if (!cli.forPeople()) {
      JsonGenerator json = cli.json();
      json.writeStartObject();
      fields(json, key);
      json.writeStringField("token", made.token());
      json.writeEndObject();
      cli.endJson();
      return;
    }
    cli.out().line(made.token());
    if (!cli.idsOnly()) {
      cli.note("this is the token of " + key.name() + "; it is not shown again");
    }
  }

  @Override
  public @Nullable Object[] csv(Key key) {
    return row(
        key.name(),
        key.role().word(),
        key.scope().projects().isEmpty() ? null : String.join(", ", key.scope().projects()),
        key.scope().user(),
        key.state(now).word(),
        key.createdAt(),
        key.rotatedAt(),
        key.expiresAt(),
        key.revokedAt());
  }

  @Override
  public void json(JsonGenerator json, Key key) throws IOException {
    json.writeStartObject();
    fields(json, key);
    json.writeStringField("state", key.state(now).word());
    json.writeStringField("created_at", key.createdAt());
    json.writeStringField("rotated_at", key.rotatedAt());
    json.writeStringField("revoked_at", key.revokedAt());
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Key key) throws IOException {
    fields(
        json,
        key.name(),
        key.role().word(),
        key.scope().projects(),
        key.scope().user(),
        key.expiresAt());
  }

  /** What a key is, into an object that was begun. */
  static void fields(
      JsonGenerator json,
      String name,
      String role,
      Collection<String> projects,
      @Nullable String user,
      @Nullable String expiresAt)
      throws IOException {
    json.writeStringField("name", name);
    json.writeStringField("role", role);
    json.writeArrayFieldStart("projects");
    for (String project : projects) {
      json.writeString(project);
    }
    json.writeEndArray();
    json.writeStringField("user", user);
    json.writeStringField("expires_at", expiresAt);
  }
}
