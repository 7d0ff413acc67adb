package dev.atocore.testing;

import java.util.regex.Pattern;

/** What a command did, without what differs from run to run. */
public final class Outcome {
  private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{8}[0-9a-f-]{4,}\\b");
  private static final Pattern KEY = Pattern.compile("\\+[0-9a-f]+\\+[A-Za-z0-9+/]{40,}=*");
  private static final Pattern TOKEN = Pattern.compile("\\batc_[A-Za-z0-9_-]{43}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+([.][0-9]+)?");
  private static final Pattern BLANKS = Pattern.compile(" +");

  private Outcome() {}

  /** Equal for two runs of one command; other digits than ASCII's are kept as they are. */
  public static String comparable(int exit, String out, String err) {
    String text = "exit " + exit + "\n" + out + "\n" + err;
    text = TOKEN.matcher(text).replaceAll("TOKEN");
    text = ID.matcher(text).replaceAll("ID");
    text = KEY.matcher(text).replaceAll("KEY");
    text = NUMBER.matcher(text).replaceAll("9");
    return BLANKS.matcher(text).replaceAll(" ");
  }
}
