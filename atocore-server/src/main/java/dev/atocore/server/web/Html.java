package dev.atocore.server.web;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Renders the templates of this package, which the build has compiled. Thread-safe. */
final class Html {
  private static final int USUAL_LENGTH = 16 * 1024;

  private final TemplateEngine engine;
  private final BasePath base;

  /** Pages under that path. */
  Html(BasePath base) {
    this.base = base;
    this.engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Html.class.getClassLoader(), Html.class.getPackageName());
    engine.setTrimControlStructures(true);
  }

  /** A page from the template of that name. */
  Answer page(int status, String template, Object view) {
    StringOutput page = new StringOutput(USUAL_LENGTH);
    engine.render(template + ".jte", view, new PageOutput(page, base));
    return Answer.html(status, page.toString());
  }
}
