package dev.davit.testkit.server;

/**
 * A request line and its header fields.
 *
 * @param method such as {@code PUT}
 * @param path the target before {@code ?}, as sent
 * @param query the target after {@code ?}, as sent; empty if there was none
 * @param headers the fields
 * @param contentLength length of the body in bytes; -1 if the request does not tell
 * @param chunked whether the body is framed by {@code Transfer-Encoding: chunked}
 * @param secure whether it came over TLS
 */
public record RequestHead(
    String method,
    String path,
    String query,
    HeaderFields headers,
    long contentLength,
    boolean chunked,
    boolean secure) {

  /** Tells whether the client waits for {@code 100 Continue} before it sends the body. */
  public boolean expectsContinue() {
    return headers.firstOr("expect", "").equalsIgnoreCase("100-continue");
  }

  /** Tells whether the client ends the connection after this request. */
  public boolean closes() {
    return headers.firstOr("connection", "").equalsIgnoreCase("close");
  }

  /** Returns the same head without the fields whose name begins so, in lower case. */
  public RequestHead withoutHeaders(String prefix) {
    HeaderFields rest = new HeaderFields();
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).startsWith(prefix)) {
        rest.add(headers.name(i), headers.value(i));
      }
    }
    return new RequestHead(method, path, query, rest, contentLength, chunked, secure);
  }
}
