package dev.atocore.core.source;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which files are left out, in the words of .gitignore: a pattern with a slash counts from its own
 * folder, one without for a name at any depth; one that ends in a slash is for folders alone, and
 * one that begins with an exclamation mark takes back in. The last one that fits decides.
 */
final class IgnoreRules {
  /** In any folder; for that folder and those below it. */
  static final String FILE = ".atocoreignore";

  private final List<Rule> everywhere = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  /** Rules for every root. */
  IgnoreRules(List<String> patterns) {
    for (String pattern : patterns) {
      try {
        everywhere.add(rule(null, pattern));
      } catch (PatternSyntaxException e) {
        throw new InvalidInputException(TextRules.quote(pattern) + " is no pattern of files");
      }
    }
  }

  /** Reads the folder's own rules; why they cannot be read, or null. */
  @Nullable String enter(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String pattern = line.strip();
        if (!pattern.isEmpty() && !pattern.startsWith("#")) {
          rules.add(rule(folder, pattern));
        }
      }
      return null;
    } catch (CharacterCodingException e) {
      return "is not valid UTF-8";
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    } catch (PatternSyntaxException e) {
      return TextRules.quote(e.getPattern()) + " is no pattern of files";
    }
  }

  /** Whether that file or folder below the root is left out. */
  boolean exclude(Path root, Path path, boolean folder) {
    for (Rule rule : everywhere) {
      if (rule.fits(root, path, folder)) {
        return true;
      }
    }
    boolean excluded = false;
    for (Rule rule : rules) {
      Path base = rule.base();
      if (base != null && path.startsWith(base) && rule.fits(base, path, folder)) {
        excluded = !rule.takesIn();
      }
    }
    return excluded;
  }

  private static Rule rule(@Nullable Path base, String text) {
    boolean takesIn = base != null && text.startsWith("!");
    String pattern = takesIn ? text.substring(1) : text;
    boolean foldersOnly = pattern.endsWith("/");
    pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
    while (pattern.startsWith("**/")) {
      pattern = pattern.substring(3);
    }
    boolean anywhere = pattern.indexOf('/') < 0;
    pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    // Braces are no more than braces there.
    String glob = "glob:" + pattern.replace("{", "\\{").replace("}", "\\}");
    return new Rule(
        base, FileSystems.getDefault().getPathMatcher(glob), anywhere, foldersOnly, takesIn);
  }

  private record Rule(
      @Nullable Path base,
      PathMatcher matcher,
      boolean anywhere,
      boolean foldersOnly,
      boolean takesIn) {
    boolean fits(Path from, Path path, boolean folder) {
      Path name = path.getFileName();
      return (folder || !foldersOnly)
          && name != null
          && matcher.matches(anywhere ? name : from.relativize(path));
    }
  }
}
