package dev.davit.testkit.server.osstos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document of an answer, before it is worded as XML or as JSON. */
final class Doc {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Sets a text, a number, a truth or a document. */
  Doc set(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Sets a list: elements of one name in XML, an array in JSON. */
  Doc list(String name, List<Doc> items) {
    fields.put(name, new ArrayList<>(items));
    return this;
  }

  String xml(String root) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml(out, root, this);
    return out.toString();
  }

  String json() {
    StringBuilder out = new StringBuilder();
    json(out, this);
    return out.toString();
  }

  private static void xml(StringBuilder out, String name, Object value) {
    if (value instanceof List<?> items) {
      items.forEach(item -> xml(out, name, item));
      return;
    }
    out.append('<').append(name).append('>');
    if (value instanceof Doc doc) {
      doc.fields.forEach((field, inner) -> xml(out, field, inner));
    } else {
      xmlText(out, value.toString());
    }
    out.append("</").append(name).append('>');
  }

  private static void xmlText(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> {
          if (c < ' ') {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  private static void json(StringBuilder out, Object value) {
    switch (value) {
      case Doc doc -> {
        out.append('{');
        String comma = "";
        for (Map.Entry<String, Object> field : doc.fields.entrySet()) {
          out.append(comma);
          jsonText(out, field.getKey());
          json(out.append(':'), field.getValue());
          comma = ",";
        }
        out.append('}');
      }
      case List<?> items -> {
        out.append('[');
        String comma = "";
        for (Object item : items) {
          json(out.append(comma), item);
          comma = ",";
        }
        out.append(']');
      }
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> jsonText(out, value.toString());
    }
  }

  private static void jsonText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
