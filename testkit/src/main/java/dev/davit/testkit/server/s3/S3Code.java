package dev.davit.testkit.server.s3;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Error codes of S3, with the status that each goes with. */
enum S3Code {
  ACCESS_DENIED("AccessDenied", 403, "Access Denied"),
  AUTHORIZATION_HEADER_MALFORMED(
      "AuthorizationHeaderMalformed", 400, "The authorization header is malformed."),
  AUTHORIZATION_QUERY_PARAMETERS_ERROR(
      "AuthorizationQueryParametersError",
      400,
      "The query parameters for authorization are malformed."),
  BAD_DIGEST("BadDigest", 400, "A digest that you specified did not match what was received."),
  BUCKET_ALREADY_OWNED_BY_YOU("BucketAlreadyOwnedByYou", 409, "You already own this bucket."),
  BUCKET_NOT_EMPTY("BucketNotEmpty", 409, "The bucket you tried to delete is not empty."),
  ENTITY_TOO_LARGE("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size."),
  ENTITY_TOO_SMALL(
      "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size."),
  EXPIRED_TOKEN("ExpiredToken", 400, "The provided token has expired."),
  INCOMPLETE_BODY(
      "IncompleteBody", 400, "You did not provide the number of bytes that you announced."),
  INTERNAL_ERROR("InternalError", 500, "We encountered an internal error. Please try again."),
  INVALID_ACCESS_KEY_ID(
      "InvalidAccessKeyId", 403, "The access key id you provided does not exist in our records."),
  INVALID_ARGUMENT("InvalidArgument", 400, "Invalid argument."),
  INVALID_BUCKET_NAME("InvalidBucketName", 400, "The specified bucket is not valid."),
  INVALID_CHUNK_SIZE(
      "InvalidChunkSizeError", 403, "Only the last chunk may be shorter than 8192 bytes."),
  INVALID_DIGEST("InvalidDigest", 400, "The Content-MD5 you specified is not valid."),
  INVALID_PART("InvalidPart", 400, "A part was not uploaded, or its ETag is another one."),
  INVALID_PART_ORDER("InvalidPartOrder", 400, "The list of parts was not in ascending order."),
  INVALID_RANGE("InvalidRange", 416, "The requested range is not satisfiable."),
  INVALID_REQUEST("InvalidRequest", 400, "Invalid request."),
  INVALID_TOKEN("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
  INVALID_URI("InvalidURI", 400, "Could not parse the specified URI."),
  KEY_TOO_LONG("KeyTooLongError", 400, "Your key is too long."),
  MALFORMED_TRAILER(
      "MalformedTrailerError",
      400,
      "The request contained trailing data that was not well-formed."),
  MALFORMED_XML(
      "MalformedXML", 400, "The XML you provided was not well-formed or did not validate."),
  METADATA_TOO_LARGE(
      "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size."),
  METHOD_NOT_ALLOWED(
      "MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
  MISSING_CONTENT_LENGTH(
      "MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
  NO_SUCH_BUCKET("NoSuchBucket", 404, "The specified bucket does not exist"),
  NO_SUCH_KEY("NoSuchKey", 404, "The specified key does not exist."),
  NO_SUCH_UPLOAD(
      "NoSuchUpload",
      404,
      "The specified multipart upload does not exist. It may have been aborted or " + "completed."),
  NOT_IMPLEMENTED("NotImplemented", 501, "Something in this request is not implemented."),
  NOT_MODIFIED("NotModified", 304, "Not modified"),
  PERMANENT_REDIRECT(
      "PermanentRedirect", 301, "The bucket must be addressed using the specified endpoint."),
  PRECONDITION_FAILED(
      "PreconditionFailed", 412, "At least one of the preconditions you specified did not hold."),
  REQUEST_TIME_TOO_SKEWED(
      "RequestTimeTooSkewed",
      403,
      "The difference between the request time and the server's time is too large."),
  REQUEST_TIMEOUT(
      "RequestTimeout",
      408,
      "Your socket connection was not read from or written to within the timeout " + "period."),
  SIGNATURE_DOES_NOT_MATCH(
      "SignatureDoesNotMatch",
      403,
      "The signature we calculated does not match the one you provided. Check your"
          + " key and signing method."),
  SLOW_DOWN("SlowDown", 503, "Please reduce your request rate."),
  TEMPORARY_REDIRECT(
      "TemporaryRedirect", 307, "Please send this request to the specified temporary endpoint."),
  TOO_MANY_REQUESTS("TooManyRequests", 429, "Please reduce your request rate."),
  CONTENT_SHA256_MISMATCH(
      "XAmzContentSHA256Mismatch",
      400,
      "The provided x-amz-content-sha256 header does not match what was computed.");

  private static final Map<String, S3Code> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(S3Code::code, Function.identity()));

  private final String code;
  private final int status;
  private final String message;

  S3Code(String code, int status, String message) {
    this.code = code;
    this.status = status;
    this.message = message;
  }

  static Optional<S3Code> named(String code) {
    return Optional.ofNullable(BY_NAME.get(code));
  }

  /** Returns the code that S3 would most likely send with a status. */
  static S3Code usual(int status) {
    return switch (status) {
      case 301 -> PERMANENT_REDIRECT;
      case 302, 303, 307, 308 -> TEMPORARY_REDIRECT;
      case 400 -> INVALID_REQUEST;
      case 403 -> ACCESS_DENIED;
      case 404 -> NO_SUCH_KEY;
      case 408 -> REQUEST_TIMEOUT;
      case 411 -> MISSING_CONTENT_LENGTH;
      case 412 -> PRECONDITION_FAILED;
      case 416 -> INVALID_RANGE;
      case 429 -> TOO_MANY_REQUESTS;
      case 501 -> NOT_IMPLEMENTED;
      case 503 -> SLOW_DOWN;
      default -> INTERNAL_ERROR;
    };
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }
}
