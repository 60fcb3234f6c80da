package dev.davit.testkit.server;

import java.util.List;
import java.util.Locale;

/** Reads a head by RFC 9110 and 9112, and forgives nothing that smuggles. */
final class RequestParser {
  private static final int MAX_FIELDS = 256;
  private static final int MAX_LENGTH_DIGITS = 18;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private RequestParser() {}

  static RequestHead parse(String head, boolean secure) throws MalformedRequestException {
    int lineEnd = head.indexOf("\r\n");
    if (lineEnd < 0) {
      throw bad("the request line does not end in CR LF");
    }
    int afterMethod = head.indexOf(' ');
    int afterTarget = head.indexOf(' ', afterMethod + 1);
    if (afterMethod <= 0 || afterTarget < 0 || afterTarget > lineEnd) {
      throw bad("the request line has not three parts");
    }
    String method = head.substring(0, afterMethod);
    String target = head.substring(afterMethod + 1, afterTarget);
    String version = head.substring(afterTarget + 1, lineEnd);
    if (!version.equals("HTTP/1.1")) {
      throw version.matches("HTTP/[0-9]\\.[0-9]")
          ? new MalformedRequestException(505, "only HTTP/1.1 is spoken here")
          : bad("no HTTP version");
    }
    if (!token(method)) {
      throw bad("the method is no token");
    }
    checkTarget(target);
    HeaderFields headers = fields(head, lineEnd + 2);
    if (headers.all("host").size() != 1) {
      throw bad("a request has exactly one Host");
    }
    int question = target.indexOf('?');
    return new RequestHead(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        headers,
        contentLength(headers),
        chunked(headers),
        secure);
  }

  private static void checkTarget(String target) throws MalformedRequestException {
    if (target.isEmpty() || target.charAt(0) != '/') {
      throw bad("the target does not begin with a slash");
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        throw bad("the target holds a byte that must be percent-encoded");
      }
    }
  }

  private static HeaderFields fields(String head, int from) throws MalformedRequestException {
    HeaderFields headers = new HeaderFields();
    int at = from;
    while (true) {
      int end = head.indexOf("\r\n", at);
      if (end < 0) {
        throw bad("a field line does not end in CR LF");
      }
      if (end == at) {
        if (end + 2 != head.length()) {
          throw bad("an empty line inside the head");
        }
        return headers;
      }
      int colon = head.indexOf(':', at);
      if (colon < 0 || colon > end) {
        throw bad("a field without colon");
      }
      String name = head.substring(at, colon);
      if (!token(name)) {
        throw bad("a field name is no token");
      }
      if (headers.size() == MAX_FIELDS) {
        throw new MalformedRequestException(431, "more than " + MAX_FIELDS + " fields");
      }
      headers.add(name.toLowerCase(Locale.ROOT), value(head, colon + 1, end));
      at = end + 2;
    }
  }

  private static String value(String head, int from, int to) throws MalformedRequestException {
    int start = from;
    int end = to;
    while (start < end && blank(head.charAt(start))) {
      start++;
    }
    while (start < end && blank(head.charAt(end - 1))) {
      end--;
    }
    for (int i = start; i < end; i++) {
      char c = head.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw bad("a field value holds a control character");
      }
    }
    return head.substring(start, end);
  }

  private static boolean chunked(HeaderFields headers) throws MalformedRequestException {
    List<String> encodings = headers.all("transfer-encoding");
    if (encodings.isEmpty()) {
      return false;
    }
    if (encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked")) {
      throw new MalformedRequestException(501, "the only transfer encoding is chunked");
    }
    if (headers.has("content-length")) {
      throw bad("both Content-Length and Transfer-Encoding");
    }
    return true;
  }

  private static long contentLength(HeaderFields headers) throws MalformedRequestException {
    List<String> lengths = headers.all("content-length");
    if (lengths.isEmpty()) {
      return -1;
    }
    String length = lengths.getFirst();
    if (lengths.size() > 1
        || length.isEmpty()
        || length.length() > MAX_LENGTH_DIGITS
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad("Content-Length is not one number");
    }
    return Long.parseLong(length);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean token(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static MalformedRequestException bad(String why) {
    return new MalformedRequestException(400, why);
  }
}
