package dev.atocore.core.source;

/** What a chunk that has the words of a memory makes of them. */
enum Stance {
  /** It seems to say the same. */
  AFFIRMS,
  /** It seems to deny it. */
  DENIES,
  /** It asks, doubts, or speaks of something denied nearby: no evidence either way. */
  UNCLEAR
}
