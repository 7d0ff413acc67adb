package dev.atocore.integrity.checks.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Memories that say the same: how many there are, and the oldest of them. */
final class Members {
  private static final int LISTED = 20;

  /** The youngest at the head, so that it leaves first. */
  private final PriorityQueue<Member> oldest =
      new PriorityQueue<>(Comparator.comparingLong(Member::seq).reversed());

  private long size;

  void add(long seq, String id) {
    size++;
    oldest.add(new Member(seq, id));
    if (oldest.size() > LISTED) {
      oldest.remove();
    }
  }

  long size() {
    return size;
  }

  /** The ids of the first few, the oldest first. */
  List<String> oldest() {
    List<Member> members = new ArrayList<>(oldest);
    members.sort(Comparator.comparingLong(Member::seq));
    return members.stream().map(Member::id).toList();
  }

  private record Member(long seq, String id) {}
}
