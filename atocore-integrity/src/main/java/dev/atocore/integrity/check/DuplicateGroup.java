package dev.atocore.integrity.check;

import dev.atocore.core.text.ContentHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Active memories that say the same: how many, and the oldest of them. */
public final class DuplicateGroup {
  private static final int LISTED = 20;

  private final String type;
  private final @Nullable String project;
  private final String content;

  /** The youngest at the head, so that it leaves first. */
  private final PriorityQueue<Member> oldest =
      new PriorityQueue<>(Comparator.comparingLong(Member::seq).reversed());

  private long size;

  public DuplicateGroup(String type, @Nullable String project, String content) {
    this.type = type;
    this.project = project;
    this.content = content;
  }

  public String type() {
    return type;
  }

  public @Nullable String project() {
    return project;
  }

  public String content() {
    return content;
  }

  public long size() {
    return size;
  }

  public boolean sameAs(DuplicateGroup other) {
    return type.equals(other.type)
        && Objects.equals(project, other.project)
        && content.equals(other.content);
  }

  /** The group in a few bytes. */
  public String key() {
    return ContentHash.of(type + "\0" + project + "\0" + content);
  }

  public void add(long seq, String id) {
    size++;
    oldest.add(new Member(seq, id));
    if (oldest.size() > LISTED) {
      oldest.remove();
    }
  }

  /** A finding, if there are two. It is about the oldest, the one to keep. */
  public void tell(Findings findings) {
    if (size < 2) {
      return;
    }
    List<Member> members = new ArrayList<>(oldest);
    members.sort(Comparator.comparingLong(Member::seq));
    List<String> ids = new ArrayList<>();
    for (Member member : members) {
      ids.add(member.id());
    }
    findings.add(
        ids.get(0),
        Details.of(size + " active memories say the same")
            .with("memory_id", ids.get(0))
            .with("memory_ids", ids)
            .with("copies", size)
            .with("type", type)
            .with("project", project)
            .with("content", content));
  }

  private record Member(long seq, String id) {}
}
