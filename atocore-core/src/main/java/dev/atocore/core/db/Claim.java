package dev.atocore.core.db;

import java.util.Locale;

/** What one transaction of a store does at a time, where others write beside it. */
public enum Claim {
  /** To read or write the spool of this machine. */
  SPOOL,
  /** To erase what memories said. */
  ERASING,
  /** To seal entries. */
  SEALING,
  /** To note who was told what, or to drop such notes. */
  RECALLS,
  /** To make or end a key. */
  KEYS,
  /** To acknowledge that entries are lost. */
  GAPS,
  /** To say how far chunks were held against memories. */
  CHUNK_PROGRESS;

  /** Its name among those of contents and requests. */
  String word() {
    return "the " + name().toLowerCase(Locale.ROOT);
  }
}
