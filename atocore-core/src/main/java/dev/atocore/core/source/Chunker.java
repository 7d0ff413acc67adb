package dev.atocore.core.source;

import java.util.List;

/** Cuts the text of a document into chunks; equal texts are cut alike. */
@FunctionalInterface
public interface Chunker {
  /** The chunks in the order of the text, none of them blank. */
  List<String> chunks(String text);
}
