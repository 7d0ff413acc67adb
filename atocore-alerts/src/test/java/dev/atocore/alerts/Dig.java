package dev.atocore.alerts;

import java.util.List;
import java.util.Map;

/** Reaches into parsed JSON. */
public final class Dig {
  private Dig() {}

  /**
   * Returns what lies at the end of a path of member names and list indexes; fails when there is
   * nothing.
   */
  public static Object at(Object json, Object... path) {
    Object here = json;
    for (Object step : path) {
      Object next =
          here instanceof Map<?, ?> map
              ? map.get(step)
              : here instanceof List<?> list ? list.get((Integer) step) : null;
      if (next == null) {
        throw new AssertionError("nothing at " + step + " in " + here);
      }
      here = next;
    }
    return here;
  }

  static String text(Object json, Object... path) {
    return String.valueOf(at(json, path));
  }

  static List<?> list(Object json, Object... path) {
    return (List<?>) at(json, path);
  }
}
