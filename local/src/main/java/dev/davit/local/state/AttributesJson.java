package dev.davit.local.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A registration's attributes as one column. */
final class AttributesJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AttributesJson() {}

  static String write(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return "{}";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
        out.writeStringField(attribute.getKey(), attribute.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  static Map<String, String> read(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new DamagedException("attributes of a registration are no object");
      }
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        attributes.put(name, String.valueOf(in.nextTextValue()));
      }
    } catch (IOException e) {
      throw new DamagedException("attributes of a registration cannot be read", e);
    }
    return attributes;
  }
}
