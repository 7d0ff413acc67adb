package dev.atocore.integrity.repair;

import org.jspecify.annotations.Nullable;

/** What a step of a repair does. None of them deletes anything. */
public enum RepairAction {
  /** A memory forgets the chunk that is not there. */
  CLEAR_SOURCE_CHUNK("clear_source_chunk"),
  /** A newer duplicate is superseded by the oldest. */
  SUPERSEDE("supersede"),
  /** A stale candidate is rejected. */
  REJECT("reject"),
  /** A memory is taken back to its last audited image. */
  RESTORE("restore"),
  /** What a memory has become is taken into the log. */
  ADOPT("adopt"),
  /** A project that rows name is registered. */
  REGISTER_PROJECT("register_project"),
  /** A missing document gets a placeholder, so that its chunks can be listed and removed. */
  QUARANTINE("quarantine"),
  /** The search index is made anew from the memories. */
  REBUILD_SEARCH_INDEX("rebuild_search_index"),
  /** The indexes of a table are made anew from its rows. */
  REINDEX("reindex"),
  /** A damaged row is accepted as it is: its digest goes. */
  ACCEPT_ROW("accept_row");

  private final String word;

  RepairAction(String word) {
    this.word = word;
  }

  /** The word in plans. */
  public String word() {
    return word;
  }

  static @Nullable RepairAction of(@Nullable String word) {
    for (RepairAction action : values()) {
      if (action.word.equals(word)) {
        return action;
      }
    }
    return null;
  }
}
