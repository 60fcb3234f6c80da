package dev.davit.testkit.server.osstos;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds a posted form against the policy that it carries. */
final class Policies {

  private Policies() {}

  /** Checks that a policy is of now and that every condition holds. */
  static void check(
      String base64, String bucket, Map<String, String> fields, long length, Instant now)
      throws Refusal {
    Tree policy = parsed(base64);
    String expiration = policy.value("expiration").orElseThrow(Policies::malformed);
    try {
      if (!now.isBefore(Instant.parse(expiration))) {
        throw new Refusal("AccessDenied", "Invalid according to Policy: Policy expired.");
      }
    } catch (DateTimeParseException e) {
      throw malformed();
    }
    for (Tree condition : policy.all("conditions")) {
      checkOne(condition, bucket, fields, length);
    }
  }

  private static Tree parsed(String base64) throws Refusal {
    try {
      byte[] text = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
      return Tree.json(text).orElseThrow(Policies::malformed);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static void checkOne(
      Tree condition, String bucket, Map<String, String> fields, long length) throws Refusal {
    List<Tree> terms = condition.children();
    boolean array = !terms.isEmpty() && terms.getFirst().name().isEmpty();
    if (!array) {
      for (Tree each : terms) {
        require(each.name(), field(each.name(), bucket, fields).equals(each.text()));
      }
      return;
    }
    if (terms.size() != 3) {
      throw malformed();
    }
    String second = terms.get(1).text();
    String third = terms.get(2).text();
    String name = second.startsWith("$") ? second.substring(1) : second;
    switch (terms.getFirst().text()) {
      case "eq" -> require(name, field(name, bucket, fields).equals(third));
      case "starts-with" -> require(name, field(name, bucket, fields).startsWith(third));
      case "content-length-range" ->
          require(
              "content-length-range",
              length >= Long.parseLong(second) && length <= Long.parseLong(third));
      default -> throw malformed();
    }
  }

  private static String field(String name, String bucket, Map<String, String> fields) {
    return name.equals("bucket") ? bucket : fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  private static void require(String name, boolean holds) throws Refusal {
    if (!holds) {
      throw new Refusal(
          "AccessDenied", "Invalid according to Policy: Policy Condition failed: " + name);
    }
  }

  private static Refusal malformed() {
    return new Refusal("InvalidPolicyDocument", "The policy cannot be read.");
  }
}
