package dev.atocore.integrity.checks.memory;

import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Active memories that say the same: how many, and the oldest of them. */
public final class DuplicateGroup {
  private final String type;
  private final @Nullable String project;
  private final @Nullable String user;
  private final @Nullable String agent;
  private final String content;

  private final Members members = new Members();

  public DuplicateGroup(
      String type,
      @Nullable String project,
      @Nullable String user,
      @Nullable String agent,
      String content) {
    this.type = type;
    this.project = project;
    this.user = user;
    this.agent = agent;
    this.content = content;
  }

  public String type() {
    return type;
  }

  public @Nullable String project() {
    return project;
  }

  public @Nullable String user() {
    return user;
  }

  public @Nullable String agent() {
    return agent;
  }

  public String content() {
    return content;
  }

  public long size() {
    return members.size();
  }

  public boolean sameAs(DuplicateGroup other) {
    return type.equals(other.type)
        && Objects.equals(project, other.project)
        && Objects.equals(user, other.user)
        && Objects.equals(agent, other.agent)
        && isSaidBy(other.content);
  }

  /** Whether that content says the same: blanks at the ends are no difference. */
  public boolean isSaidBy(String other) {
    return TextRules.withoutEndBlanks(content).equals(TextRules.withoutEndBlanks(other));
  }

  /** The group in a few bytes. */
  public String key() {
    return ContentHash.of(
        String.join(
            "\0",
            type,
            String.valueOf(project),
            String.valueOf(user),
            String.valueOf(agent),
            TextRules.withoutEndBlanks(content)));
  }

  public void add(long seq, String id) {
    members.add(seq, id);
  }

  /** A finding, if there are two. It is about the oldest, the one to keep. */
  public void tell(Findings findings) {
    if (members.size() < 2) {
      return;
    }
    List<String> ids = members.oldest();
    findings.add(
        ids.get(0),
        Details.of(members.size() + " active memories say the same")
            .with("memory_id", ids.get(0))
            .with("memory_ids", ids)
            .with("copies", members.size())
            .with("type", type)
            .with("project", project)
            .with("content", content));
  }
}
