package dev.davit.s3;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names failures by the caller's next move. The one place that reads the vendor's exceptions. */
final class S3Errors {
  private static final String SCHEME = "s3";

  private enum Verdict {
    TRANSIENT,
    EXPIRED,
    FORBIDDEN,
    NO_BUCKET,
    NO_UPLOAD,
    NO_OBJECT,
    CONFLICT,
    REJECTED,
    REGION,
    UNUSABLE
  }

  /** docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and what others added. */
  private static final Map<String, Verdict> BY_CODE =
      Map.ofEntries(
          Map.entry("AccountProblem", Verdict.FORBIDDEN),
          Map.entry("AllAccessDisabled", Verdict.FORBIDDEN),
          Map.entry("AuthorizationHeaderMalformed", Verdict.REGION),
          Map.entry("BadDigest", Verdict.TRANSIENT),
          Map.entry("BandwidthLimitExceeded", Verdict.TRANSIENT),
          Map.entry("ConditionalRequestConflict", Verdict.TRANSIENT),
          Map.entry("IllegalLocationConstraintException", Verdict.REGION),
          Map.entry("IncompleteBody", Verdict.TRANSIENT),
          Map.entry("InternalError", Verdict.TRANSIENT),
          Map.entry("InvalidAccessKeyId", Verdict.FORBIDDEN),
          Map.entry("InvalidBucketName", Verdict.UNUSABLE),
          Map.entry("InvalidPart", Verdict.NO_UPLOAD),
          Map.entry("NoSuchBucket", Verdict.NO_BUCKET),
          Map.entry("NoSuchKey", Verdict.NO_OBJECT),
          Map.entry("NoSuchUpload", Verdict.NO_UPLOAD),
          Map.entry("OperationAborted", Verdict.TRANSIENT),
          Map.entry("PermanentRedirect", Verdict.REGION),
          Map.entry("PreconditionFailed", Verdict.CONFLICT),
          Map.entry("PublicEndpointForbidden", Verdict.UNUSABLE),
          Map.entry("QuotaExceeded", Verdict.UNUSABLE),
          Map.entry("RequestLimitExceeded", Verdict.TRANSIENT),
          Map.entry("RequestTimeout", Verdict.TRANSIENT),
          Map.entry("ServiceUnavailable", Verdict.TRANSIENT),
          Map.entry("SlowDown", Verdict.TRANSIENT),
          Map.entry("TemporaryRedirect", Verdict.REGION),
          Map.entry("Throttling", Verdict.TRANSIENT),
          Map.entry("ThrottlingException", Verdict.TRANSIENT),
          Map.entry("TooManyRequests", Verdict.TRANSIENT),
          Map.entry("XAmzContentChecksumMismatch", Verdict.TRANSIENT),
          Map.entry("XAmzContentSHA256Mismatch", Verdict.TRANSIENT),
          Map.entry("XMinioServerNotInitialized", Verdict.TRANSIENT),
          Map.entry("XMinioStorageFull", Verdict.UNUSABLE));

  private final Bucket bucket;
  private final S3Http http;

  S3Errors(Bucket bucket, S3Http http) {
    this.bucket = bucket;
    this.http = http;
  }

  static Where where(String operation, String object) {
    return Where.of(SCHEME, operation, object);
  }

  /** Returns what a refusal means. */
  StorageException refused(Where at, Answer answer, Key key) {
    return refused(at, answer, key, null);
  }

  private StorageException refused(Where at, Answer answer, Key key, @Nullable SdkException cause) {
    Where where = new Where(at.scheme(), at.operation(), at.object(), answer.requestId());
    String said = key.scrubbed(said(answer));
    if (http.corrected(answer)) {
      return new Transient(
          where,
          said
              + "; this machine's clock is off by about "
              + http.clock().offset().abs().toSeconds()
              + " s, which is made up for",
          cause);
    }
    return switch (verdict(answer, key)) {
      case TRANSIENT ->
          crowded(answer)
              ? Transient.crowded(where, said, cause, retryAfter(answer).orElse(null))
              : new Transient(where, said, cause, retryAfter(answer).orElse(null));
      case EXPIRED -> new Denied(where, Denied.Reason.EXPIRED, said, cause);
      case FORBIDDEN ->
          new Denied(
              where,
              Denied.Reason.FORBIDDEN,
              said + "; check the key from " + key.lease().origin() + " and what it is allowed",
              cause);
      case NO_BUCKET ->
          new Missing(
              where,
              Missing.What.CONTAINER,
              "there is no bucket \""
                  + bucket.name()
                  + "\" at "
                  + bucket.endpoint().host()
                  + "; check its name and the endpoint, or create it",
              cause);
      case NO_UPLOAD -> new Missing(where, Missing.What.UPLOAD, said, cause);
      case NO_OBJECT -> new Missing(where, Missing.What.OBJECT, said, cause);
      case CONFLICT -> new Conflict(where, said, cause);
      case REJECTED -> new Rejected(where, said, cause);
      case REGION -> new Unusable(where, elsewhere(answer, said), cause);
      case UNUSABLE -> new Unusable(where, said, cause);
    };
  }

  /** 503 is how S3 says SlowDown; RFC 6585 has 429 for it. */
  private static boolean crowded(Answer answer) {
    return answer.status() == 503 || answer.status() == 429;
  }

  private static Verdict verdict(Answer answer, Key key) {
    if (S3Http.expired(answer, key)) {
      return Verdict.EXPIRED;
    }
    Verdict known = BY_CODE.get(answer.code());
    return known != null ? known : byStatus(answer);
  }

  private static Verdict byStatus(Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 -> Verdict.FORBIDDEN;
      case 404 -> Verdict.NO_OBJECT;
      case 408, 409, 425, 429 -> Verdict.TRANSIENT;
      case 412 -> Verdict.CONFLICT;
      case 501, 505 -> Verdict.REJECTED;
      case 507 -> Verdict.UNUSABLE;
      default -> {
        if (status >= 500 || status < 300) {
          yield Verdict.TRANSIENT;
        }
        boolean elsewhere = answer.header("x-amz-bucket-region").isPresent() && status == 400;
        yield status < 400 || (elsewhere && answer.code().isEmpty())
            ? Verdict.REGION
            : Verdict.REJECTED;
      }
    };
  }

  private static String said(Answer answer) {
    String code = answer.code();
    return "the service answered "
        + answer.status()
        + (code.isEmpty() ? "" : " " + code)
        + (answer.message().isEmpty() ? "" : ": " + answer.message());
  }

  private String elsewhere(Answer answer, String said) {
    String region = answer.header("x-amz-bucket-region").orElse(answer.element("Region"));
    if (!region.isEmpty() && !region.equals(bucket.region())) {
      return "the bucket \""
          + bucket.name()
          + "\" is in the region "
          + region
          + ", and the request was made for "
          + bucket.region()
          + "; set --region "
          + region;
    }
    String endpoint = answer.element("Endpoint");
    return said
        + (endpoint.isEmpty() ? "" : " (" + endpoint + ")")
        + "; redirects are not followed: check --endpoint and --region";
  }

  private static Optional<Duration> retryAfter(Answer answer) {
    return answer.header("retry-after").flatMap(text -> retryAfter(text, answer.date()));
  }

  private static Optional<Duration> retryAfter(String text, Optional<Instant> now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return now.map(date -> Duration.between(date, until)).filter(Duration::isPositive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns what the failure of a connection means for a request that can be repeated. */
  StorageException failed(Where where, IOException e) {
    String host = bucket.root().host();
    String problem = chain(e).flatMap(cause -> problem(cause).stream()).findFirst().orElse("");
    if (!problem.isEmpty()) {
      return new Unusable(where, "TLS with " + host + " failed: " + problem, e);
    }
    boolean silent = e instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
    String said =
        switch (e) {
          case UnknownHostException u ->
              "the host " + host + " is not known; check --endpoint, --region and the network";
          case ConnectException c ->
              "no connection to "
                  + Bucket.hostHeader(bucket.root())
                  + ": "
                  + e.getMessage()
                  + "; check --endpoint, and whether the service runs";
          case InterruptedIOException i ->
              Thread.currentThread().isInterrupted()
                  ? "interrupted"
                  : "no progress with " + host + ": " + e.getMessage();
          default -> "the connection to " + host + " failed: " + e.getMessage();
        };
    return silent ? Transient.crowded(where, said, e, null) : new Transient(where, said, e);
  }

  /** Returns what is wrong with the peer for good, if it is. */
  private static Optional<String> problem(Throwable failure) {
    return switch (failure) {
      case SSLPeerUnverifiedException e -> Optional.of("its certificate is for another host");
      case CertificateException e
          when String.valueOf(e.getMessage())
              .startsWith("No ") -> // none of its names is the host's
          Optional.of("its certificate is for another host");
      case CertificateException e ->
          Optional.of(
              "its certificate is not trusted ("
                  + withoutClasses(e)
                  + "); name its authority's file with --setting ca-file=FILE, or check"
                  + " --endpoint");
      case SSLHandshakeException e when e.getCause() == null ->
          Optional.of(String.valueOf(e.getMessage()));
      case SSLException e
          when String.valueOf(e.getMessage()).contains("unrecognized SSL message") ->
          Optional.of("it does not speak TLS; write http:// in --endpoint if that is meant");
      default -> Optional.empty();
    };
  }

  /** Java puts the names of its classes before what it says. */
  private static String withoutClasses(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll(".*Exception: ", "");
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, c -> c != null, Throwable::getCause).limit(16);
  }

  /** Returns what an exception of the SDK means. */
  StorageException of(Where where, SdkException e) {
    if (e instanceof AwsServiceException service) {
      return refused(where, answer(service), http.key(), service);
    }
    return chain(e)
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .findFirst()
        .map(io -> failed(where, io))
        .orElseGet(() -> new Rejected(where, String.valueOf(e.getMessage()), e));
  }

  private static Answer answer(AwsServiceException e) {
    Fields fields = new Fields();
    AwsErrorDetails details = e.awsErrorDetails();
    if (details == null) {
      return Answer.read(e.statusCode(), fields, null, null);
    }
    details
        .sdkHttpResponse()
        .forEachHeader((name, values) -> values.forEach(v -> fields.add(name, v)));
    return Answer.read(e.statusCode(), fields, details.errorCode(), details.errorMessage());
  }
}
