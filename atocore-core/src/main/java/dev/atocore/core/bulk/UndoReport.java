package dev.atocore.core.bulk;

/**
 * How the undoing of an actor's changes went in all.
 *
 * @param undone memories taken back, or that would be in a dry run
 * @param unchanged memories with nothing left to undo
 * @param conflicts memories left alone because someone else changed them since
 * @param failed memories that could not be taken back
 */
public record UndoReport(long undone, long unchanged, long conflicts, long failed) {
  /** All memories the actor touched. */
  public long examined() {
    return undone + unchanged + conflicts + failed;
  }

  /** Whether something the actor did still stands. */
  public boolean incomplete() {
    return conflicts + failed > 0;
  }
}
