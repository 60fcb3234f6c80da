package dev.davit.example.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the answer to a PROPFIND (RFC 4918, section 13). */
final class Multistatus {
  private final String base;
  private String path = "";
  private boolean folder;
  private long length;
  private Optional<Instant> lastModified = Optional.empty();

  private Multistatus(URI base) {
    this.base = base.getPath();
  }

  static List<Found> read(InputStream body, URI base) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return new Multistatus(base).read(factory.createXMLStreamReader(body));
    } catch (XMLStreamException e) {
      throw new IOException("the server's answer is no multistatus", e);
    }
  }

  private List<Found> read(XMLStreamReader xml) throws XMLStreamException {
    List<Found> found = new ArrayList<>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        property(xml);
      } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("response")) {
        found.add(new Found(path, folder, length, lastModified));
      }
    }
    return found;
  }

  private void property(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "response" -> {
        folder = false;
        length = 0;
        lastModified = Optional.empty();
      }
      case "href" -> path = path(xml.getElementText());
      case "collection" -> folder = true;
      case "getcontentlength" -> length = length(xml.getElementText());
      case "getlastmodified" -> lastModified = time(xml.getElementText());
      default -> {}
    }
  }

  /** Servers give a path or a whole address; only the path is percent-encoded throughout. */
  private String path(String href) {
    String raw = href.strip().replaceFirst("^https?://[^/]*", "");
    String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    String below = decoded.startsWith(base) ? decoded.substring(base.length()) : "";
    return below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
  }

  private static long length(String text) {
    return text.isBlank() ? 0 : Long.parseLong(text.strip());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
