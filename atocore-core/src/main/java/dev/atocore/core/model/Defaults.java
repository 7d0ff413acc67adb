package dev.atocore.core.model;

/** What every way in assumes where a caller does not say. */
public final class Defaults {
  /** What one reinforcement adds to the confidence. */
  public static final double DELTA = 0.02;

  /** What a document of the store adds that states the same word for word. */
  public static final double DELTA_OF_A_STATEMENT = 0.04;

  /** How many rows of a list come at once. */
  public static final int PAGE = 50;

  /** After what time a memory that was kept is looked at again. */
  public static final String REVIEW_AGAIN = "90d";

  private Defaults() {}
}
