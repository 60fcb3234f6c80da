package dev.davit.testkit.server.osstos;

import java.util.Map;

/** A request that is answered with an error document. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("AccessDenied", 403),
          Map.entry("BadDigest", 400),
          Map.entry("CallbackFailed", 203),
          Map.entry("DuplicateObject", 409),
          Map.entry("EntityTooLarge", 400),
          Map.entry("EntityTooSmall", 400),
          Map.entry("ExceedQPSLimit", 429),
          Map.entry("FileAlreadyExists", 409),
          Map.entry("IncompleteBody", 400),
          Map.entry("InternalError", 500),
          Map.entry("InvalidAccessKeyId", 403),
          Map.entry("InvalidArgument", 400),
          Map.entry("InvalidBucketName", 400),
          Map.entry("InvalidDigest", 400),
          Map.entry("InvalidObjectName", 400),
          Map.entry("InvalidPart", 400),
          Map.entry("InvalidPartOrder", 400),
          Map.entry("InvalidPolicyDocument", 400),
          Map.entry("InvalidRange", 416),
          Map.entry("InvalidSecurityToken", 403),
          Map.entry("MalformedBody", 400),
          Map.entry("MalformedPOSTRequest", 400),
          Map.entry("MalformedXML", 400),
          Map.entry("MethodNotAllowed", 405),
          Map.entry("MissingContentLength", 411),
          Map.entry("NoSuchBucket", 404),
          Map.entry("NoSuchKey", 404),
          Map.entry("NoSuchUpload", 404),
          Map.entry("NotImplemented", 501),
          Map.entry("PreconditionFailed", 412),
          Map.entry("PublicEndpointForbidden", 400),
          Map.entry("RequestTimeTooSkewed", 403),
          Map.entry("RequestTimeout", 400),
          Map.entry("SecurityTokenExpired", 403),
          Map.entry("ServiceUnavailable", 503),
          Map.entry("SignatureDoesNotMatch", 403),
          Map.entry("TooManyRequests", 429));

  private final String code;
  private final String text;
  private final String ec;

  Refusal(String code, String text) {
    this(code, text, "");
  }

  /** Makes one with the number that tells apart what shares a code. */
  Refusal(String code, String text, String ec) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.ec = ec;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }

  String ec() {
    return ec;
  }

  int status() {
    return statusOf(code);
  }

  static int statusOf(String code) {
    Integer status = STATUS.get(code);
    if (status == null) {
      throw new IllegalArgumentException("not known here: " + code);
    }
    return status;
  }

  /** Returns the code that most likely comes with a status. */
  static String usual(int status) {
    return switch (status) {
      case 400 -> "InvalidArgument";
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 405 -> "MethodNotAllowed";
      case 408 -> "RequestTimeout";
      case 409 -> "FileAlreadyExists";
      case 411 -> "MissingContentLength";
      case 412 -> "PreconditionFailed";
      case 429 -> "TooManyRequests";
      case 501 -> "NotImplemented";
      case 503 -> "ServiceUnavailable";
      default -> "InternalError";
    };
  }
}
