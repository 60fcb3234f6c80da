package dev.davit.testkit.server.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a request's XML body: its text, or its children. */
record XmlBody(String name, String text, List<XmlBody> children) {
  private static final int MAX_DEPTH = 8;

  static XmlBody parse(byte[] document, String root) throws S3Refusal {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw new S3Refusal(S3Code.MALFORMED_XML);
        }
      }
      XmlBody body = element(reader, 0);
      if (!body.name().equals(root)) {
        throw new S3Refusal(S3Code.MALFORMED_XML);
      }
      return body;
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser meets some broken input with unchecked exceptions.
      throw new S3Refusal(S3Code.MALFORMED_XML);
    }
  }

  List<XmlBody> all(String child) {
    return children.stream().filter(element -> element.name().equals(child)).toList();
  }

  Optional<String> value(String child) {
    return all(child).stream().findFirst().map(XmlBody::text);
  }

  String required(String child) throws S3Refusal {
    return value(child).orElseThrow(() -> new S3Refusal(S3Code.MALFORMED_XML));
  }

  private static XmlBody element(XMLStreamReader reader, int depth)
      throws XMLStreamException, S3Refusal {
    if (depth > MAX_DEPTH) {
      throw new S3Refusal(S3Code.MALFORMED_XML);
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlBody> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlBody(name, text.toString(), children);
        }
        default -> {}
      }
    }
  }
}
