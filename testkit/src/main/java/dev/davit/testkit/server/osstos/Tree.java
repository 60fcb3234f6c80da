package dev.davit.testkit.server.osstos;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A document that a request carries: XML elements, or JSON values. An array is several values of
 * one name; an array in an array is one value, whose children have no name.
 */
record Tree(String name, String text, List<Tree> children) {
  private static final int MAX_DEPTH = 8;

  List<Tree> all(String child) {
    return children.stream().filter(each -> each.name().equals(child)).toList();
  }

  Optional<String> value(String child) {
    return all(child).stream().findFirst().map(Tree::text);
  }

  /** Parses XML; empty if it is none. */
  static Optional<Tree> xml(byte[] document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          return Optional.empty();
        }
      }
      return Optional.of(element(reader, 0));
    } catch (XMLStreamException | RuntimeException e) {
      return Optional.empty(); // the JDK's parser meets some broken input with unchecked exceptions
    }
  }

  private static Tree element(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw new XMLStreamException("too deep");
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<Tree> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new Tree(name, text.toString().strip(), children);
        }
        default -> {}
      }
    }
  }

  /** Parses JSON; empty if it is none. */
  static Optional<Tree> json(byte[] document) {
    try {
      Json json = new Json(new String(document, StandardCharsets.UTF_8));
      List<Tree> values = new ArrayList<>();
      json.value("", values, 0);
      json.end();
      return values.stream().findFirst();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Reads JSON by recursive descent (RFC 8259). */
  private static final class Json {
    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    void value(String name, List<Tree> into, int depth) {
      skipSpace();
      char c = text.charAt(at);
      if (depth > MAX_DEPTH) {
        throw new IllegalArgumentException("too deep");
      }
      switch (c) {
        case '{' -> into.add(new Tree(name, "", members(depth)));
        case '[' -> items(name, into, depth);
        case '"' -> into.add(new Tree(name, string(), List.of()));
        default -> into.add(new Tree(name, literal(), List.of()));
      }
    }

    void end() {
      skipSpace();
      if (at != text.length()) {
        throw new IllegalArgumentException("goes on");
      }
    }

    private List<Tree> members(int depth) {
      List<Tree> members = new ArrayList<>();
      at++;
      while (!closes('}')) {
        String name = string();
        expect(':');
        value(name, members, depth + 1);
      }
      return members;
    }

    private void items(String name, List<Tree> into, int depth) {
      at++;
      while (!closes(']')) {
        if (text.charAt(at) == '[') { // an array in an array stays one value
          List<Tree> inner = new ArrayList<>();
          items("", inner, depth + 1);
          into.add(new Tree(name, "", inner));
        } else {
          value(name, into, depth + 1);
        }
      }
    }

    /** Passes commas. */
    private boolean closes(char bracket) {
      skipSpace();
      if (text.charAt(at) == ',') {
        at++;
        skipSpace();
      }
      if (text.charAt(at) == bracket) {
        at++;
        return true;
      }
      return false;
    }

    private String string() {
      skipSpace();
      expect('"');
      StringBuilder value = new StringBuilder();
      for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
        value.append(c == '\\' ? escaped() : c);
      }
      return value.toString();
    }

    private char escaped() {
      char c = text.charAt(at++);
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> {
          at += 4;
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        default -> c;
      };
    }

    private String literal() {
      int from = at;
      while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String literal = text.substring(from, at);
      if (!literal.matches("true|false|null|-?[0-9.eE+-]+")) {
        throw new IllegalArgumentException(literal);
      }
      return literal.equals("null") ? "" : literal;
    }

    private void expect(char c) {
      skipSpace();
      if (text.charAt(at++) != c) {
        throw new IllegalArgumentException("no " + c);
      }
    }

    private void skipSpace() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
