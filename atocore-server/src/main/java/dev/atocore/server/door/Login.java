package dev.atocore.server.door;

import dev.atocore.server.http.Access;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets browsers in: the form takes the token and sets the cookie of a session. */
final class Login {
  private static final String PATH = "/login";

  private final TokenGate tokens;
  private final Sessions sessions;
  private final Pages pages;

  Login(TokenGate tokens, Sessions sessions, Pages pages) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.pages = pages;
  }

  static boolean isLogin(Route route) {
    return route.path().equals(PATH);
  }

  List<Route> routes() {
    return List.of(
        Route.page(PATH, request -> pages.login(request, 200, "/", "")),
        Route.form(PATH, this::login).on(Lane.READ),
        Route.form("/logout", this::logout).on(Lane.READ).takes(Access.READ));
  }

  private Answer login(Request asked) {
    UndertowRequest request = own(asked);
    String next = local(request.field("next"));
    TokenGate.Refusal refusal = tokens.refuseLogin(request, request.field("token"));
    if (refusal != null) {
      request.refused(refusal.problem().code());
      return pages
          .login(request, refusal.problem().status(), next, refusal.problem().detail())
          .headers(refusal.problem().headers())
          .later();
    }
    if (tokens.needsToken()) {
      request.session(sessions.open(request.caller()));
    }
    return Answer.seeOther(next);
  }

  private Answer logout(Request request) {
    sessions.close(own(request).session());
    return Answer.seeOther(PATH);
  }

  /** The door makes no requests but its own. */
  private static UndertowRequest own(Request request) {
    return (UndertowRequest) request;
  }

  /** A path of this server: neither another site nor something a browser takes for one. */
  private static String local(@Nullable String next) {
    boolean path =
        next != null
            && next.startsWith("/")
            && !next.startsWith("//")
            && next.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
    return path && next != null ? next : "/";
  }
}
