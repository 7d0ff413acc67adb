package dev.atocore.server.http;

import java.util.Map;

/**
 * Why a request was not done, after RFC 9457.
 *
 * @param status the HTTP status
 * @param code a short name that does not change between releases, as the command line's
 * @param detail one line: what happened and what to do; may quote what was sent
 * @param headers more headers of the answer, such as Retry-After
 */
public record Problem(int status, String code, String detail, Map<String, String> headers) {
  /** Copies the headers. */
  public Problem {
    headers = Map.copyOf(headers);
  }

  /** A problem without further headers. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of());
  }

  /** The same with one header more. */
  public Problem header(String name, String value) {
    return new Problem(status, code, detail, Map.of(name, value));
  }

  /** What the status means, in the words of RFC 9110 and RFC 6585. */
  public String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
