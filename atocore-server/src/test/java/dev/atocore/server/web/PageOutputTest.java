package dev.atocore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.server.http.BasePath;
import gg.jte.output.StringOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates put on a page, and what becomes of it. */
class PageOutputTest {
  @ParameterizedTest
  @CsvSource({
    "evil\u202etxt.exe, evil\\u202etxt.exe",
    "a\u2066b\u2069, a\\u2066b\\u2069",
    "a\u200bb, a\\u200bb",
    "a\ufeffb, a\\ufeffb",
    "a\u00adb, a\\u00adb",
    "a\u0085\u009bb, a\\u0085\\u009bb",
    "a\u0007\u007fb, a\\u0007\\u007fb",
    "a\u061c\u200e\u200fb, a\\u061c\\u200e\\u200fb",
    "a\u2028b, a\\u2028b",
    "a\u200db, a\\u200db",
    "x\udb40\udc41, x\\u{e0041}",
  })
  void whatCannotBeSeen_isShownByItsNumber(String text, String shown) {
    assertThat(Unseen.escape(text)).isEqualTo(shown);
    assertThat(body("p", text).replaceAll("<[^>]*>", "")).isEqualTo(shown);
    assertThat(body("p", text)).startsWith("<bdi>").contains("<span class=\"unseen\">");
    assertThat(body("title", text)).isEqualTo(shown);
    assertThat(attribute("span", "title", text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "Grüße, naïve",
        "two\nlines\tand a tab",
        "می\u200cخواهم",
        "👩\u200d💻",
        "क्\u200dष",
        "\u0600123",
      })
  void whatPeopleWrite_staysAsItIs(String text) {
    assertThat(Unseen.escape(text)).isEqualTo(text);
    assertThat(body("p", text).replaceAll("</?bdi>", "")).isEqualTo(text);
  }

  @Test
  void textFromRightToLeft_isSetApart_butNotThePartsOfOne() {
    assertThat(body("span", "שלום")).isEqualTo("<bdi>שלום</bdi>");
    assertThat(body("ins", "שלום")).isEqualTo("שלום");
    assertThat(body("option", "שלום")).isEqualTo("שלום");
    assertThat(body("p", "a <b> \u202e")).contains("a &lt;b&gt; ");
  }

  @Test
  void whatAFormSendsBack_isNotTouched() {
    assertThat(body("textarea", "a\u202eb")).isEqualTo("a\u202eb");
    assertThat(attribute("input", "value", "a\u202eb")).isEqualTo("a\u202eb");
  }

  @Test
  void addresses_getTheBasePath() {
    StringOutput page = new StringOutput();
    PageOutput output = new PageOutput(page, new BasePath("/x"));
    output.writeContent("<a href=\"/memories?project=");
    output.setContext("a", "href");
    output.writeUserContent("a%2Fb");
    output.setContext("a", null);
    output.writeContent("\"></a><a href=\"");
    output.setContext("a", "href");
    output.writeUserContent("/audit");
    output.setContext("a", null);
    output.writeContent("\"><a href=\"#top\">");
    output.writeUserContent(" href=\"/not/ours\"");

    assertThat(page)
        .hasToString(
            "<a href=\"/x/memories?project=a%2Fb\"></a><a href=\"/x/audit\"><a href=\"#top\">"
                + " href=\"/not/ours\"");
  }

  private static String body(String tag, String text) {
    return written(tag, null, text);
  }

  private static String attribute(String tag, String name, String text) {
    return written(tag, name, text);
  }

  private static String written(String tag, @Nullable String attribute, String text) {
    StringOutput page = new StringOutput();
    PageOutput output = new PageOutput(page, BasePath.NONE);
    output.setContext(tag, attribute);
    output.writeUserContent(text);
    return page.toString();
  }
}
