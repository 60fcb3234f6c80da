package dev.davit.tos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.davit.lane.Answer;
import dev.davit.lane.Dialect;
import dev.davit.lane.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of TOS: JSON and {@code x-tos-}. */
final class TosDialect implements Dialect {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  @Override
  public String scheme() {
    return "tos";
  }

  @Override
  public String prefix() {
    return "x-tos-";
  }

  @Override
  public String bare(String name) {
    return name + "=";
  }

  /** The SDK's constants know the first; the others are what its elder kin say. */
  @Override
  public Set<String> expiredCodes() {
    return Set.of("InvalidSecurityToken", "ExpiredToken", "SecurityTokenExpired");
  }

  @Override
  public Optional<Advice> advice(Answer answer) {
    return answer.code().equals("SignatureDoesNotMatch")
        ? Optional.of(
            new Advice("the secret access key does not belong to the access key id", true))
        : Optional.empty();
  }

  @Override
  public byte[] completion(Iterable<NamedPart> parts) {
    StringBuilder json = new StringBuilder("{\"Parts\":[");
    String comma = "";
    for (NamedPart part : parts) {
      json.append(comma).append("{\"PartNumber\":").append(part.number());
      json.append(",\"ETag\":\"\\\"");
      json.append(part.etag().replaceAll("[\\\\\"]", "")).append("\\\"\"}");
      comma = ",";
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String documentType() {
    return "application/json";
  }

  @Override
  public String partName() {
    return "Parts";
  }

  @Override
  public Document read(byte[] body) {
    if (body.length == 0 || body[0] != '{') {
      return Document.NONE;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      List<Document> values = new ArrayList<>();
      parser.nextToken();
      value("", parser, values);
      return values.getFirst();
    } catch (IOException e) {
      return Document.NONE; // such as a login page
    }
  }

  /** An array is several values of one name. */
  private static void value(String name, JsonParser parser, List<Document> into)
      throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        List<Document> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String member = parser.currentName();
          parser.nextToken();
          value(member, parser, members);
        }
        into.add(new Document(name, "", members));
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          value(name, parser, into);
        }
      }
      case VALUE_NULL -> {}
      default -> into.add(new Document(name, parser.getText(), List.of()));
    }
  }
}
