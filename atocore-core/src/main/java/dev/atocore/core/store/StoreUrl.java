package dev.atocore.core.store;

/**
 * A store behind a URL of JDBC.
 *
 * @param url such as {@code jdbc:postgresql://host/store}
 */
public record StoreUrl(String url) implements StoreLocation {
  @Override
  public StoreUrl absolute() {
    return this;
  }

  @Override
  public String toString() {
    return url;
  }
}
