package dev.davit.testkit.server.maiagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs forms, and checks those that come back
 * (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
final class FormPolicy {
  private static final String SECRET = "loopback-form-secret";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Duration life;

  FormPolicy(Duration life) {
    this.life = life;
  }

  /** Returns the fields of a form for one object of an exact length, in their order. */
  Map<String, String> form(String key, long length) {
    Instant now = Instant.now();
    String date = DATE.format(now);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("key", key);
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", "AKIDFORM/" + date.substring(0, 8) + "/loop/s3/aws4_request");
    fields.put("x-amz-date", date);
    fields.put("x-amz-security-token", "token+of/the=form");
    String policy = policy(fields, length, now.plus(life));
    fields.put("policy", policy);
    fields.put("x-amz-signature", signature(policy, date));
    return fields;
  }

  private static String policy(Map<String, String> fields, long length, Instant end) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("expiration", end.toString());
    ArrayNode conditions = policy.putArray("conditions");
    fields.forEach((name, value) -> conditions.addObject().put(name, value));
    conditions.addArray().add("content-length-range").add(length).add(length);
    return Base64.getEncoder().encodeToString(policy.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Checks fields in the order in which they came.
   *
   * @return the length that the file must have
   */
  long check(Map<String, String> fields) throws StoreRefusal {
    String policy = fields.getOrDefault("policy", "");
    String date = fields.getOrDefault("x-amz-date", "");
    if (policy.isEmpty()
        || date.length() < 8
        || !signature(policy, date).equals(fields.get("x-amz-signature"))) {
      throw new StoreRefusal(403, "SignatureDoesNotMatch", "The signature is not that of the form");
    }
    JsonNode told = parse(policy);
    if (Instant.parse(told.path("expiration").asText()).isBefore(Instant.now())) {
      throw new StoreRefusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
    }
    List<String> order = new ArrayList<>();
    long length = -1;
    for (JsonNode condition : told.path("conditions")) {
      if (condition.isArray()) {
        length = condition.get(1).asLong();
      } else {
        String name = condition.fieldNames().next();
        order.add(name);
        if (!condition.get(name).asText().equals(fields.get(name))) {
          throw new StoreRefusal(403, "AccessDenied", "Invalid according to Policy: " + name);
        }
      }
    }
    order.add("policy");
    order.add("x-amz-signature");
    if (!order.equals(List.copyOf(fields.keySet()))) {
      throw new StoreRefusal(
          400, "InvalidArgument", "fields came as " + fields.keySet() + ", handed out as " + order);
    }
    return length;
  }

  private static JsonNode parse(String policy) throws StoreRefusal {
    try {
      return JSON.readTree(Base64.getDecoder().decode(policy));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreRefusal(400, "InvalidPolicyDocument", "the policy cannot be read");
    }
  }

  private static String signature(String policy, String date) {
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(date.substring(0, 8), "loop", "s3", "aws4_request", policy)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(key);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
