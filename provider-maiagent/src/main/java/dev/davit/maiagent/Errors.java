package dev.davit.maiagent;

import dev.davit.core.model.StorageException;
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
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Names failures by the caller's next move. */
final class Errors {
  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final Set<String> TOO_MUCH = Set.of("EntityTooLarge", "EntityTooSmall");

  private final Service service;

  Errors(Service service) {
    this.service = service;
  }

  Where where(String operation, String object) {
    return Where.of(service.scheme(), operation, object);
  }

  /** Returns what the service's refusal means. */
  StorageException refused(Where where, Answer answer) {
    String said = "the service answered " + said(answer);
    return switch (answer.status()) {
      case 401 ->
          new Denied(
              where,
              Denied.Reason.FORBIDDEN,
              said + "; check the API key, and that it is one for " + service.base().host(),
              null);
      case 402, 507 -> full(where, said);
      case 403 ->
          quota(answer)
              ? full(where, said)
              : new Denied(
                  where,
                  Denied.Reason.FORBIDDEN,
                  said + "; check what the API key is allowed",
                  null);
      case 404 ->
          new Missing(
              where,
              Missing.What.CONTAINER,
              "there is no knowledge base \""
                  + service.container()
                  + "\" for this key at "
                  + service.base()
                  + "; check its id and --endpoint",
              null);
      case 409 -> new Transient(where, said, null, answer.retryAfter().orElse(BUSY));
      case 408, 425, 429 -> new Transient(where, said, null, answer.retryAfter().orElse(null));
      default -> other(where, answer, said);
    };
  }

  private StorageException other(Where where, Answer answer, String said) {
    int status = answer.status();
    if (status >= 500) {
      return new Transient(where, said, null, answer.retryAfter().orElse(null));
    }
    if (status >= 300 && status < 400) {
      return new Unusable(
          where,
          said
              + answer.header("Location").map(to -> " (to " + to + ")").orElse("")
              + "; redirects are not followed: check --endpoint",
          null);
    }
    if (status < 300) {
      return new Transient(
          where, said + " and nothing that can be understood; something may answer for it", null);
    }
    return quota(answer) ? full(where, said) : new Rejected(where, said, null);
  }

  /** How a full plan is told is documented nowhere; these words are the only ones to go by. */
  private static boolean quota(Answer answer) {
    String said = answer.message().toLowerCase(Locale.ROOT);
    return said.contains("quota") || said.contains("storage limit");
  }

  private static Unusable full(Where where, String said) {
    return new Unusable(where, said + "; the plan is used up: remove files or enlarge it", null);
  }

  /** Returns what the object store's refusal of a form means. */
  StorageException refusedByStore(Where where, Answer answer) {
    String said = "the object store answered " + said(answer);
    int status = answer.status();
    if (TOO_MUCH.contains(answer.code()) || status == 413) {
      return new Rejected(where, said, null);
    }
    if (status >= 300 && status < 400) {
      return new Rejected(where, said + "; redirects are not followed", null);
    }
    boolean mayPass = status >= 500 || status == 403 || status == 408 || status == 429;
    return mayPass || status == 400 || status < 300
        ? new Transient(where, said, null, answer.retryAfter().orElse(null))
        : new Rejected(where, said, null);
  }

  private static String said(Answer answer) {
    String code = answer.code();
    String message = answer.message();
    return answer.status()
        + (code.isEmpty() ? "" : " " + code)
        + (message.isEmpty() ? "" : ": " + message);
  }

  /** Returns what a connection's failure means for a request that may be repeated. */
  StorageException failed(Where where, HttpUrl url, IOException e) {
    String host = url.host();
    return switch (e) {
      case UnknownHostException u ->
          new Transient(
              where, "the host " + host + " is not known; check --endpoint and the network", e);
      case ConnectException c ->
          new Transient(
              where,
              "no connection to "
                  + host
                  + ":"
                  + url.port()
                  + ": "
                  + e.getMessage()
                  + "; check --endpoint and the network",
              e);
      case SSLHandshakeException s -> insecure(where, host, e);
      case SSLPeerUnverifiedException s -> insecure(where, host, e);
      case InterruptedIOException i ->
          new Transient(
              where,
              Thread.currentThread().isInterrupted()
                  ? "interrupted"
                  : "no answer from " + host + " in time: " + e.getMessage(),
              e);
      default ->
          new Transient(where, "the connection to " + host + " failed: " + e.getMessage(), e);
    };
  }

  private static Unusable insecure(Where where, String host, IOException e) {
    return new Unusable(where, "TLS with " + host + " failed: " + e.getMessage(), e);
  }

  /** Tells whether a request that ended so may have been carried out. */
  static boolean mayHaveHappened(@Nullable Throwable e) {
    return e instanceof IOException
        && !(e instanceof UnknownHostException)
        && !(e instanceof ConnectException)
        && !(e instanceof SSLHandshakeException)
        && !(e instanceof SSLPeerUnverifiedException);
  }
}
