package dev.davit.lane;

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

/** Names failures by the caller's next move. */
public final class Errors {
  private enum Verdict {
    TRANSIENT,
    FORBIDDEN,
    NO_BUCKET,
    NO_UPLOAD,
    NO_OBJECT,
    CONFLICT,
    REJECTED,
    UNUSABLE
  }

  /** What the documents of OSS and the constants of the TOS SDK name. */
  private static final Map<String, Verdict> BY_CODE =
      Map.ofEntries(
          Map.entry("BadDigest", Verdict.TRANSIENT),
          Map.entry("ConcurrencyUpdateObjectLimit", Verdict.TRANSIENT),
          Map.entry("ContentSHA256Mismatch", Verdict.TRANSIENT),
          Map.entry("DuplicateObject", Verdict.CONFLICT),
          Map.entry("ExceedQPSLimit", Verdict.TRANSIENT),
          Map.entry("ExceedRateLimit", Verdict.TRANSIENT),
          Map.entry("FileAlreadyExists", Verdict.CONFLICT),
          Map.entry("IncompleteBody", Verdict.TRANSIENT),
          Map.entry("InternalError", Verdict.TRANSIENT),
          Map.entry("InvalidBucketName", Verdict.UNUSABLE),
          Map.entry("InvalidPart", Verdict.NO_UPLOAD),
          Map.entry("NoSuchBucket", Verdict.NO_BUCKET),
          Map.entry("NoSuchKey", Verdict.NO_OBJECT),
          Map.entry("NoSuchUpload", Verdict.NO_UPLOAD),
          Map.entry("NoUploadPart", Verdict.NO_UPLOAD),
          Map.entry("OperationAborted", Verdict.TRANSIENT),
          Map.entry("PreconditionFailed", Verdict.CONFLICT),
          Map.entry("RequestTimeTooSkewed", Verdict.UNUSABLE),
          Map.entry("RequestTimeout", Verdict.TRANSIENT),
          Map.entry("ServiceUnavailable", Verdict.TRANSIENT),
          Map.entry("Timeout", Verdict.TRANSIENT),
          Map.entry("TooManyRequests", Verdict.TRANSIENT),
          Map.entry("UserDisable", Verdict.FORBIDDEN));

  private final Dialect dialect;
  private final Place place;
  private final StoreSettings settings;
  private final Http http;

  /** Makes one for a bucket. */
  public Errors(Dialect dialect, Place place, StoreSettings settings, Http http) {
    this.dialect = dialect;
    this.place = place;
    this.settings = settings;
    this.http = http;
  }

  /** Returns the place of a failure. */
  public Where where(String operation, String object) {
    return Where.of(dialect.scheme(), operation, object);
  }

  /**
   * Returns what a refusal means.
   *
   * @param conditional whether the request must not replace anything
   */
  StorageException refused(Where at, Answer answer, Key key, boolean conditional) {
    Where where = new Where(at.scheme(), at.operation(), at.object(), answer.requestId());
    String said = key.scrubbed(said(answer.status(), answer.code(), answer.message()));
    if (answer.status() == 403
        && answer.code().equals("RequestTimeTooSkewed")
        && answer.date().filter(http.clock()::correct).isPresent()) {
      return new Transient(
          where,
          said
              + "; this machine's clock is off by about "
              + http.clock().offset().abs().toSeconds()
              + " s, which is made up for",
          null);
    }
    Optional<Dialect.Advice> advice = dialect.advice(answer).or(() -> elsewhere(answer));
    if (advice.isPresent()) {
      String text = said + "; " + advice.get().text();
      return advice.get().lasting()
          ? new Unusable(where, text, null)
          : new Rejected(where, text, null);
    }
    return named(
        where, answer.status(), answer.code(), said, key, conditional, retryAfter(answer), null);
  }

  /** Returns what a refusal means that another client was given. */
  public StorageException refused(
      Where at, int status, String code, String message, String requestId, Throwable cause) {
    Where where = new Where(at.scheme(), at.operation(), at.object(), requestId);
    Key key = http.key();
    if (http.expired(code, key)) {
      http.expired(key);
    }
    String said = key.scrubbed(said(status, code, message));
    return named(where, status, code, said, key, false, Optional.empty(), cause);
  }

  private StorageException named(
      Where where,
      int status,
      String code,
      String said,
      Key key,
      boolean conditional,
      Optional<Duration> pause,
      @Nullable Throwable cause) {
    if (http.expired(code, key)) {
      return new Denied(where, Denied.Reason.EXPIRED, said, cause);
    }
    Verdict known = BY_CODE.get(code);
    return switch (known != null ? known : byStatus(status, conditional)) {
      case TRANSIENT -> new Transient(where, said, cause, pause.orElse(null));
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
                  + place.bucket()
                  + "\" at "
                  + settings.endpoint().host()
                  + "; check its name and --endpoint, or create it",
              cause);
      case NO_UPLOAD -> new Missing(where, Missing.What.UPLOAD, said, cause);
      case NO_OBJECT -> new Missing(where, Missing.What.OBJECT, said, cause);
      case CONFLICT -> new Conflict(where, said, cause);
      case REJECTED -> new Rejected(where, said, cause);
      case UNUSABLE -> new Unusable(where, said, cause);
    };
  }

  private static Verdict byStatus(int status, boolean conditional) {
    return switch (status) {
      case 401, 403 -> Verdict.FORBIDDEN;
      case 404 -> Verdict.NO_OBJECT;
      case 409 -> conditional ? Verdict.CONFLICT : Verdict.TRANSIENT;
      case 408, 425, 429 -> Verdict.TRANSIENT;
      case 412 -> Verdict.CONFLICT;
      case 501, 505 -> Verdict.REJECTED;
      case 301, 302, 303, 307, 308 -> Verdict.UNUSABLE;
      default -> status >= 500 || status < 300 ? Verdict.TRANSIENT : Verdict.REJECTED;
    };
  }

  private static String said(int status, String code, String message) {
    return "the service answered "
        + status
        + (code.isEmpty() ? "" : " " + code)
        + (message.isEmpty() ? "" : ": " + message);
  }

  /** Reads where a bucket really is, if the refusal tells. */
  private Optional<Dialect.Advice> elsewhere(Answer answer) {
    String region = answer.document().text("Region");
    if (region.isEmpty()) {
      region = answer.own("bucket-region");
    }
    if (!region.isEmpty() && !region.equals(settings.region())) {
      return Optional.of(
          new Dialect.Advice(
              "the request was signed for the region "
                  + settings.region()
                  + ", and the bucket is in "
                  + region
                  + "; set --region "
                  + region
                  + ", and --endpoint if it names the region",
              true));
    }
    String endpoint = answer.document().text("Endpoint");
    if (!endpoint.isEmpty() && !endpoint.equals(settings.endpoint().host())) {
      return Optional.of(
          new Dialect.Advice(
              "the bucket is at another endpoint; set --endpoint " + endpoint, true));
    }
    return answer.status() >= 300 && answer.status() < 400
        ? Optional.of(
            new Dialect.Advice("redirects are not followed: check --endpoint and --region", true))
        : Optional.empty();
  }

  private static Optional<Duration> retryAfter(Answer answer) {
    String text = answer.header("retry-after");
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return answer.date().map(date -> Duration.between(date, until)).filter(Duration::isPositive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns what the failure of a connection means for a request that can be repeated. */
  public StorageException failed(Where where, @Nullable IOException failure) {
    IOException e = failure == null ? new IOException("no answer") : failure;
    String host = place.root().host();
    Optional<String> problem =
        Stream.<Throwable>iterate(e, c -> c != null, Throwable::getCause)
            .limit(16)
            .flatMap(cause -> problem(cause).stream())
            .findFirst();
    if (problem.isPresent()) {
      return new Unusable(where, "TLS with " + host + " failed: " + problem.get(), e);
    }
    String said = said(e, host);
    // before the first answer it is a wrong address rather than an outage
    return lost(e) || http.answered()
        ? new Transient(where, said, e)
        : new Unusable(where, said, e);
  }

  private String said(IOException e, String host) {
    return switch (e) {
      case UnknownHostException u ->
          "the host " + host + " is not known; check --endpoint, --region and the network";
      case ConnectException c ->
          "no connection to "
              + place.host()
              + ": "
              + e.getMessage()
              + "; check --endpoint, and whether the service runs";
      case InterruptedIOException i ->
          Thread.currentThread().isInterrupted()
              ? "interrupted"
              : "no progress with " + host + ": " + e.getMessage();
      default -> "the connection to " + host + " failed: " + e.getMessage();
    };
  }

  /** Tells whether a failure left open what happened: the request went out, no answer came. */
  static boolean lost(IOException e) {
    return !(e instanceof ConnectException) && !(e instanceof UnknownHostException);
  }

  /** Returns what is wrong with the peer for good, if it is. */
  private static Optional<String> problem(Throwable failure) {
    return switch (failure) {
      case SSLPeerUnverifiedException e -> Optional.of("its certificate is for another host");
      case CertificateException e ->
          Optional.of(
              "its certificate is not trusted ("
                  + e.getMessage()
                  + "); add its authority to"
                  + " Java's trust store, name it with --setting ca-file=FILE, or check --endpoint");
      case SSLHandshakeException e when e.getCause() == null ->
          Optional.of(String.valueOf(e.getMessage()));
      case SSLException e
          when String.valueOf(e.getMessage()).contains("unrecognized SSL message") ->
          Optional.of("it does not speak TLS; write http:// in --endpoint if that is meant");
      default -> Optional.empty();
    };
  }
}
