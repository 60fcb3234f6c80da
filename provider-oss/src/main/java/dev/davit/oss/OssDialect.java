package dev.davit.oss;

import dev.davit.lane.Answer;
import dev.davit.lane.Dialect;
import dev.davit.lane.Document;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The words of OSS: XML, {@code x-oss-}, and refusals that need to be explained. */
final class OssDialect implements Dialect {
  private static final int DEEPEST = 8;

  @Override
  public String scheme() {
    return "oss";
  }

  @Override
  public String prefix() {
    return "x-oss-";
  }

  @Override
  public String bare(String name) {
    return name;
  }

  /** The documents say the first; users report the second as well. */
  @Override
  public Set<String> expiredCodes() {
    return Set.of("SecurityTokenExpired", "InvalidSecurityToken");
  }

  @Override
  public Optional<Advice> advice(Answer answer) {
    return switch (answer.code()) {
      case "PublicEndpointForbidden" ->
          Optional.of(
              new Advice(
                  "for accounts made since 20 March 2025 OSS refuses data on its public endpoints"
                      + " in mainland China; use a domain of your own that is bound to the bucket"
                      + " (--endpoint https://oss.example.com --setting cname=true), --setting"
                      + " route=internal on a machine of Aliyun's in that region, or --setting"
                      + " route=accelerate",
                  true));
      case "SignatureDoesNotMatch" ->
          Optional.of(
              new Advice("the access key secret does not belong to the access key id", true));
      default -> Optional.empty();
    };
  }

  @Override
  public byte[] completion(Iterable<NamedPart> parts) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (NamedPart part : parts) {
      xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>\"");
      xml.append(part.etag().replaceAll("[<>&\"]", "")).append("\"</ETag></Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String documentType() {
    return "application/xml";
  }

  @Override
  public String partName() {
    return "Part";
  }

  @Override
  public Document read(byte[] body) {
    if (body.length == 0 || body[0] != '<') {
      return Document.NONE;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        // a declaration, comments
      }
      return element(reader, 0);
    } catch (XMLStreamException | RuntimeException e) {
      return Document.NONE; // such as a login page
    }
  }

  private static Document element(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new XMLStreamException("too deep");
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<Document> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new Document(name, text.toString().strip(), children);
        }
        default -> {}
      }
    }
  }
}
