package dev.atocore.core.store;

/**
 * A store behind a URL of JDBC.
 *
 * @param url such as {@code jdbc:postgresql://host/store}
 */
public record StoreUrl(String url) implements StoreLocation {
  @Override
  public StoreUrl canonical() {
    return this;
  }

  /** The URL without what may hold a password. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
  }
}
