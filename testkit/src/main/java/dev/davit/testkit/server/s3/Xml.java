package dev.davit.testkit.server.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Writes the XML of S3's answers. */
final class Xml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private final StringBuilder text =
      new StringBuilder(512).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins a document with a root in S3's namespace. */
  static Xml document(String root) {
    Xml xml = new Xml();
    xml.text.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
    xml.open.push(root);
    return xml;
  }

  /** Words an error document, which has no namespace. */
  static String error(S3Code code, String message, Map<String, String> elements) {
    Xml xml = new Xml().open("Error").element("Code", code.code()).element("Message", message);
    elements.forEach(xml::element);
    return xml.close().toString();
  }

  Xml open(String name) {
    text.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  Xml close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes an element that was opened with attributes. */
  Xml closeAs(String name) {
    open.pop();
    open.push(name);
    return close();
  }

  Xml element(String name, String value) {
    text.append('<').append(name).append('>');
    escape(value);
    text.append("</").append(name).append('>');
    return this;
  }

  Xml element(String name, long value) {
    return element(name, Long.toString(value));
  }

  Xml element(String name, boolean value) {
    return element(name, Boolean.toString(value));
  }

  /** Returns the document; every element must be closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return text.toString();
  }

  /** Writes references for controls, also for those that XML 1.0 does not allow, as S3 does. */
  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        default -> {
          if (c < ' ') {
            text.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            text.append(c);
          }
        }
      }
    }
  }
}
