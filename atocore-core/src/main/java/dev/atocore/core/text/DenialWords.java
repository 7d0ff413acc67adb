package dev.atocore.core.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a text denies, ends or doubts something, by its words: in English, and the commonest of
 * other languages. Nothing is understood; whoever asks should rather believe a denial too many.
 *
 * @param denials words such as not, never, without, nicht, jamais, sin
 * @param endings words such as stopped, replaced, instead of, verworfen, au lieu de
 * @param doubts words such as maybe and whether
 */
public record DenialWords(int denials, int endings, int doubts) {
  private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02BC`\u00B4\uFF07]");

  private static final Pattern DENIALS =
      words(
          // English
          "no|not|never|without|none|nobody|nothing|nowhere|neither|nor|cannot|\\p{L}+n't"
              + "|(?:do|does|did|is|was|are|were|have|has|had|wo|ca|could|would|should|ai|need)nt"
              + "|hardly|barely|scarcely|un(?:like|used)|lacks?|lacking"
              // German, Dutch
              + "|nicht|kein\\p{L}*|nie|niemals|nichts|niemand|nirgends|ohne|weder|niet|geen|nooit|zonder"
              // French
              + "|ne|n'\\p{L}+|pas|jamais|sans|aucune?|rien|ni|non"
              // Spanish, Portuguese, Italian
              + "|nunca|jamás|sin|ning[uú]n\\p{L}*|nada|nadie|tampoco|não|nao|sem|nem|senza|nessun\\p{L}*"
              // Swedish, Danish, Norwegian, Polish, Czech, Finnish, Turkish
              + "|inte|ikke|ej|aldrig|aldri|utan|uden|uten|nigdy|bez|není|değil|yok"
              // Russian, Ukrainian
              + "|не|нет|никогда|без|ни|немає",
          // Languages that write no blanks between their words.
          "[不没沒未無无非]|ない|ません|ずに|않|없|아니|못하");

  private static final Pattern ENDINGS =
      words(
          // English
          "stop(?:s|ped|ping)?|reject\\p{L}*|drop(?:s|ped|ping)?|replac\\p{L}*|abandon\\p{L}*|cancel\\p{L}*"
              + "|deprecat\\p{L}*|discontinu\\p{L}*|decommission\\p{L}*|retir\\p{L}*|remov\\p{L}*|revok\\p{L}*"
              + "|revert\\p{L}*|scrap(?:ped|ping)?|ditch\\p{L}*|withdr\\p{L}*|supersed\\p{L}*|obsolet\\p{L}*|outdated|former|formerly|previously|instead|rather"
              + " than|any ?more|any longer|longer|quit"
              + "|ceas\\p{L}*|refus\\p{L}*|declin\\p{L}*|den(?:y|ies|ied|ying)|wrong|false|untrue|incorrect|mistake\\p{L}*|regret\\p{L}*|bad idea|myth|legacy|switch\\p{L}*|migrat\\p{L}*|mov(?:e|es|ed|ing)"
              + "|used to|rid of|g[ai]ve(?:n|s)? up|giving"
              + " up|phas\\p{L}* out|turned off|shut down|gone|is over|ended"
              + "|disabl\\p{L}*|retract\\p{L}*|overrul\\p{L}*|overturn\\p{L}*|veto\\p{L}*|bann?ed|forb\\p{L}*|prohibit\\p{L}*|in"
              + " place of|took the place|in favou?r of|undone|undo|roll\\p{L}*"
              + " back|swap\\p{L}*|substitut\\p{L}*|ruled?"
              + " out|avoid\\p{L}*|against|expired?|repeal\\p{L}*|terminat\\p{L}*|dismiss\\p{L}*|exclud\\p{L}*|except|fail\\p{L}*|no"
              + " more|but not"
              // German
              + "|statt|anstatt|anstelle|stattdessen|verw[oe]rf\\p{L}*|abgelehnt|ablehn\\p{L}*|ersetz\\p{L}*"
              + "|abgeschafft|abschaff\\p{L}*|eingestellt|gestoppt|aufgegeben|aufgehört|gestrichen|abgelöst"
              + "|beendet|verzicht\\p{L}*|veraltet|falsch|ehemal\\p{L}*|früher\\p{L}*|vormals|entfernt|umgestiegen"
              + "|gewechselt|zurückgezogen|widerrufen|überholt|abgeschaltet|aufgehoben"
              // French
              + "|au lieu|à la"
              + " place|rejet\\p{L}*|abandonn\\p{L}*|remplac\\p{L}*|supprim\\p{L}*|arrêt\\p{L}*|cess\\p{L}*|annul\\p{L}*|obsolète\\p{L}*|fausse?|faux|ancienn?e?ment|plutôt"
              + " que|plus jamais"
              // Spanish, Portuguese, Italian
              + "|en lugar|en vez|em vez|ya"
              + " no|rechaz\\p{L}*|descart\\p{L}*|reemplaz\\p{L}*|sustitu\\p{L}*|elimin\\p{L}*|dej(?:a|ó|amos|aron|ado)"
              + " de|falso|anteriormente|invece|sostitu\\p{L}*|rifiut\\p{L}*"
              // Russian
              + "|вместо|больше не|отказал\\p{L}*|отмен\\p{L}*|замен\\p{L}*",
          "~~|<del>|<s>|[❌✗✘✖🚫]|停止|取消|取代|廃止|代わりに|やめ|중단|대신");

  private static final Pattern DOUBTS =
      words(
          "whether|maybe|perhaps|unsure|unclear|consider(?:ed|ing|s)?|might|would have|could"
              + " have|if we|were"
              + " to|supposedly|allegedly|vielleicht|eventuell|peut-être|quizás?|tal"
              + " vez|talvez|forse",
          "[?？¿]");

  /** Counts them. */
  public static DenialWords in(String text) {
    String folded =
        APOSTROPHES
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
            .replaceAll("'")
            .toLowerCase(Locale.ROOT);
    return new DenialWords(count(DENIALS, folded), count(ENDINGS, folded), count(DOUBTS, folded));
  }

  /** Whether it denies or ends something. */
  public boolean any() {
    return denials > 0 || endings > 0;
  }

  /** Whether both deny and end as often: they may say the same. */
  public boolean agrees(DenialWords other) {
    return denials == other.denials && endings == other.endings;
  }

  /** Those of both. */
  public DenialWords and(DenialWords other) {
    return new DenialWords(denials + other.denials, endings + other.endings, doubts + other.doubts);
  }

  private static int count(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static Pattern words(String whole, String anywhere) {
    return Pattern.compile("(?<![\\p{L}\\p{N}'])(?:" + whole + ")(?![\\p{L}\\p{N}])|" + anywhere);
  }
}
