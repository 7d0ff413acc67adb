package dev.atocore.server.http;

import java.util.List;

/**
 * The pages of the dashboard, as the door sees them; the package description says how one is added.
 * Thread-safe.
 */
public interface Pages {
  /** The pages, the forms and their files. */
  List<Route> routes();

  /** The page that says why a request was not done. */
  Answer problem(Request request, Problem problem);

  /**
   * The form that asks for the API token: it posts {@code token}, {@code next} and {@code csrf} to
   * {@code /login}. It can use no file of this server, since those need the token.
   *
   * @param next the local path to go on to
   * @param why what to say, such as that the token was wrong; empty at first
   */
  Answer login(Request request, int status, String next, String why);
}
