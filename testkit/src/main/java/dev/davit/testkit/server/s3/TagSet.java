package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Percent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tags of an object. */
record TagSet(Map<String, String> tags) {
  private static final int MAX_TAGS = 10;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  static TagSet fromHeader(String header) throws S3Refusal {
    List<QueryFields.Field> fields = QueryFields.parse(header).fields();
    return checked(fields);
  }

  static TagSet fromXml(XmlBody tagging) throws S3Refusal {
    List<QueryFields.Field> fields = new ArrayList<>();
    for (XmlBody set : tagging.all("TagSet")) {
      for (XmlBody tag : set.all("Tag")) {
        fields.add(new QueryFields.Field(tag.required("Key"), tag.required("Value")));
      }
    }
    return checked(fields);
  }

  /** Returns the form of the header {@code x-amz-tagging}. */
  String header() {
    return tags.entrySet().stream()
        .map(tag ->
            Percent.encode(tag.getKey(), false) + "=" + Percent.encode(tag.getValue(), false))
        .collect(Collectors.joining("&"));
  }

  String xml() {
    Xml xml = Xml.document("Tagging").open("TagSet");
    tags.forEach(
        (key, value) -> xml.open("Tag").element("Key", key).element("Value", value).close());
    return xml.close().close().toString();
  }

  private static TagSet checked(List<QueryFields.Field> fields) throws S3Refusal {
    Map<String, String> tags = new LinkedHashMap<>();
    for (QueryFields.Field field : fields) {
      boolean fits =
          !field.name().isEmpty()
              && field.name().length() <= MAX_KEY
              && field.value().length() <= MAX_VALUE;
      if (!fits || tags.put(field.name(), field.value()) != null) {
        throw new S3Refusal(S3Code.INVALID_ARGUMENT, "A tag is too long, empty or there twice");
      }
    }
    if (tags.size() > MAX_TAGS) {
      throw new S3Refusal(S3Code.INVALID_ARGUMENT, "Object tags cannot be greater than 10");
    }
    return new TagSet(tags);
  }
}
