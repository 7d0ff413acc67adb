package dev.atocore.cli.command.triage;

import java.io.IOException;
import java.util.Optional;

/** The terminal, as a session sees it. Everything given to it is safe to print already. */
interface TriageScreen {
  /** Stands for the end of the input, Ctrl-C and Ctrl-D. */
  int END = -1;

  /** Prints a line. */
  void line(String safe);

  /** Prints without ending the line. */
  void prompt(String safe);

  /** Waits for a key and gives its character, or {@link #END}. */
  int key() throws IOException;

  /**
   * Lets the user change a text, in the editor of their choice or in place.
   *
   * @return the text as it is afterwards; empty when the user gave up
   */
  Optional<String> edit(String text) throws IOException;
}
