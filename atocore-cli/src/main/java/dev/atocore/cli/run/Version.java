package dev.atocore.cli.run;

/** Which atocore this is. */
public final class Version {
  private Version() {}

  /** As the jar says; classes that run without a jar are a developer's. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
