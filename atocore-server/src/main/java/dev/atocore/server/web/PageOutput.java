package dev.atocore.server.web;

import dev.atocore.server.http.BasePath;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the templates write. Every text that is not the template's own comes through here: beside
 * the escaping of HTML, what cannot be seen is shown by its number, and what runs from right to
 * left is kept from turning its neighbours. Every address gets the base path here, so templates
 * write it as this server knows it; a part of an address that a template puts in is encoded, and
 * does not begin with a slash.
 */
final class PageOutput extends OwaspHtmlTemplateOutput {
  private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "hx-get");
  private static final Pattern OWN_ADDRESS = Pattern.compile("(\\b(?:href|src|action|hx-get)=\")/");

  /**
   * Attributes that people read. The others are given back as they are, such as a form's values.
   */
  private static final Set<String> READ = Set.of("title", "aria-label", "alt", "placeholder");

  /** Elements that can hold no other. */
  private static final Set<String> PLAIN = Set.of("title", "option");

  /** Elements with parts of one text, which must not be set apart from each other. */
  private static final Set<String> PARTS = Set.of("bdi", "del", "ins", "mark", "blockquote");

  private final BasePath base;
  private @Nullable String tag;
  private @Nullable String attribute;

  PageOutput(TemplateOutput page, BasePath base) {
    super(page);
    this.base = base;
  }

  @Override
  public void setContext(String tagName, @Nullable String attributeName) {
    super.setContext(tagName, attributeName);
    tag = tagName;
    attribute = attributeName;
  }

  @Override
  public void writeContent(String markup) {
    super.writeContent(
        base.equals(BasePath.NONE)
            ? markup
            : OWN_ADDRESS.matcher(markup).replaceAll("$1" + base.text() + "/"));
  }

  @Override
  public void writeUserContent(@Nullable String text) {
    if (text == null) {
      return;
    }
    if (attribute != null) {
      super.writeUserContent(inAttribute(attribute, text));
    } else if ("textarea".equals(tag)) {
      super.writeUserContent(text);
    } else if (tag != null && PLAIN.contains(tag)) {
      super.writeUserContent(Unseen.escape(text));
    } else if (Unseen.isPlain(text)) {
      super.writeUserContent(text);
    } else {
      writeSetApart(text, tag == null || !PARTS.contains(tag));
    }
  }

  private String inAttribute(String name, String text) {
    if (ADDRESSES.contains(name)) {
      return base.address(text);
    }
    return READ.contains(name) ? Unseen.escape(text) : text;
  }

  private void writeSetApart(String text, boolean apart) {
    super.writeContent(apart ? "<bdi>" : "");
    int seen = 0;
    for (int i = 0; i < text.length(); ) {
      int end = i + Character.charCount(text.codePointAt(i));
      if (Unseen.at(text, i)) {
        super.writeUserContent(text.substring(seen, i));
        super.writeContent(
            "<span class=\"unseen\">" + Unseen.number(text.codePointAt(i)) + "</span>");
        seen = end;
      }
      i = end;
    }
    super.writeUserContent(text.substring(seen));
    super.writeContent(apart ? "</bdi>" : "");
  }
}
