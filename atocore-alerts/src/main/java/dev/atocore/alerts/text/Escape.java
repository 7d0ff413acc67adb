package dev.atocore.alerts.text;

/**
 * How a provider's markup is kept from reading user text as markup. A mention is shown and pings
 * nobody.
 */
public enum Escape {
  /** As is. */
  NONE {
    @Override
    String of(String text, int index, int codePoint) {
      return Character.toString(codePoint);
    }
  },
  /** Plain text: hidden characters made visible. */
  PLAIN {
    @Override
    String of(String text, int index, int codePoint) {
      return visible(codePoint);
    }
  },
  /** Plain text in which a receiver would ping on a bare @name all the same. */
  UNMENTIONED {
    @Override
    String of(String text, int index, int codePoint) {
      return codePoint == '@' ? SILENT_AT : visible(codePoint);
    }
  },
  /** Slack reads three characters as markup, in plain text too. */
  SLACK {
    @Override
    String of(String text, int index, int codePoint) {
      return switch (codePoint) {
        case '&' -> "&amp;";
        case '<' -> "&lt;";
        case '>' -> "&gt;";
        default -> visible(codePoint);
      };
    }
  },
  /** Markdown of Teams cards, where only an empty line breaks a line. */
  CARD {
    @Override
    String of(String text, int index, int codePoint) {
      return codePoint == '\n' ? "\n\n" : markdown(text, index, codePoint);
    }
  },
  /** Markdown of Discord. */
  MARKDOWN {
    @Override
    String of(String text, int index, int codePoint) {
      return markdown(text, index, codePoint);
    }
  },
  /**
   * Markdown of Mattermost, which pings on a bare @name: a zero-width space after the @ keeps it
   * readable and silent.
   */
  MATTERMOST {
    @Override
    String of(String text, int index, int codePoint) {
      return codePoint == '@' ? SILENT_AT : markdown(text, index, codePoint);
    }
  };

  /** Readable, and no mention. */
  private static final String SILENT_AT = "@\u200b";

  /** The escaped form of the code point at {@code index}. */
  abstract String of(String text, int index, int codePoint);

  private static String visible(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return codePoint == '\n' ? "\n" : "\t";
    }
    if (codePoint < 0x10000 && Text.isHidden((char) codePoint)) {
      return codePoint == '\r' ? "" : "\ufffd";
    }
    return Character.toString(codePoint);
  }

  private static String markdown(String text, int index, int codePoint) {
    return switch (codePoint) {
      case '\\', '*', '~', '`', '|' -> "\\" + (char) codePoint;
      // Brackets are a link only together: [WARNING] stays readable where nothing is rendered.
      case ']' ->
          index + 1 < text.length() && "([:".indexOf(text.charAt(index + 1)) >= 0 ? "\\]" : "]";
      // snake_case stays readable: an underscore inside a word is no markup.
      case '_' -> insideWord(text, index) ? "_" : "\\_";
      case '#', '>', '-', '+' ->
          startsLine(text, index) ? "\\" + (char) codePoint : String.valueOf((char) codePoint);
      default -> visible(codePoint);
    };
  }

  private static boolean insideWord(String text, int index) {
    return index > 0
        && index + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(index - 1))
        && Character.isLetterOrDigit(text.charAt(index + 1));
  }

  private static boolean startsLine(String text, int index) {
    for (int i = index - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (c != ' ' && c != '\t') {
        return false;
      }
    }
    return true;
  }
}
