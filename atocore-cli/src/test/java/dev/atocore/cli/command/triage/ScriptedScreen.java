package dev.atocore.cli.command.triage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person whose keys are known beforehand, and who can do something between two of them. */
final class ScriptedScreen implements TriageScreen {
  private final Deque<Runnable> before = new ArrayDeque<>();
  private final Deque<Integer> keys = new ArrayDeque<>();
  private final Deque<String> edits = new ArrayDeque<>();
  private final List<String> printed = new ArrayList<>();

  ScriptedScreen keys(String typed) {
    for (int i = 0; i < typed.length(); i++) {
      key(typed.charAt(i), () -> {});
    }
    return this;
  }

  ScriptedScreen key(char key, Runnable first) {
    keys.add((int) key);
    before.add(first);
    return this;
  }

  ScriptedScreen willSave(String result) {
    edits.add(result);
    return this;
  }

  String printed() {
    return String.join("\n", printed);
  }

  @Override
  public void line(String safe) {
    printed.add(safe);
  }

  @Override
  public void prompt(String safe) {
    printed.add(safe);
  }

  @Override
  public int key() {
    if (keys.isEmpty()) {
      return END;
    }
    before.remove().run();
    return keys.remove();
  }

  @Override
  public Optional<String> edit(String text) {
    return Optional.ofNullable(edits.poll());
  }
}
