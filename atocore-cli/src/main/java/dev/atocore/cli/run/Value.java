package dev.atocore.cli.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/**
 * What the user gave for one option or argument.
 *
 * @param <T> its type
 */
public final class Value<T> {
  private @Nullable T given;

  Value() {}

  /** The value; null when the user gave none. */
  public @Nullable T get() {
    return given;
  }

  /** The value, or that one when the user gave none. */
  public T or(T otherwise) {
    T value = given;
    return value == null ? otherwise : value;
  }

  /** The value of an option or argument that the command cannot do without. */
  public T required() {
    T value = given;
    if (value == null) {
      throw new IllegalStateException("picocli let a required value be left out");
    }
    return value;
  }

  /** Whether the user gave one. */
  public boolean isGiven() {
    return given != null;
  }

  Port port() {
    return new Port();
  }

  /** Picocli's side, which knows the type only at run time. */
  final class Port implements IGetter, ISetter {
    @Override
    @SuppressWarnings({
      "unchecked",
      "TypeParameterUnusedInFormals",
      "NullAway"
    }) // picocli's signature
    public <X> X get() {
      return (X) given;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // picocli's signature
    public <X> X set(X value) {
      X before = (X) given;
      given = (T) value;
      return before;
    }
  }
}
