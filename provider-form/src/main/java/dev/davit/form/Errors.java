package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Names failures by the caller's next move. */
final class Errors {
  private final FormSettings settings;

  Errors(FormSettings settings) {
    this.settings = settings;
  }

  Where where(String operation, ObjectKey key) {
    return Where.of(settings.destination().scheme(), operation, key.value());
  }

  Where at(Where where, Reply reply) {
    return new Where(where.scheme(), where.operation(), where.object(), reply.requestId());
  }

  /** Tells whether a refusal says that the form's or credential's time is over. */
  boolean expired(Reply reply, Lease<Credential> lease) {
    boolean said = reply.said().toLowerCase(Locale.ROOT).contains("expired");
    return (reply.status() == 401 && (said || lease.expires().isPresent()))
        || (reply.status() == 403 && said);
  }

  /** Returns what a refusal means. */
  StorageException refused(Where before, Reply reply, Lease<Credential> lease) {
    Where where = at(before, reply);
    String said = "the service answered " + reply.said();
    if (expired(reply, lease)) {
      return new Denied(where, Denied.Reason.EXPIRED, said, null);
    }
    return switch (reply.status()) {
      case 401, 403 ->
          new Denied(
              where,
              Denied.Reason.FORBIDDEN,
              said + "; check what " + lease.origin() + " allows, and for which folder",
              null);
      case 404 ->
          new Missing(
              where,
              Missing.What.CONTAINER,
              said + "; there is nothing at " + settings.endpoint() + " that takes forms",
              null);
      case 409, 412 -> new Conflict(where, said, null);
      case 408, 425, 429 -> again(where, said, reply);
      case 301, 302, 303, 307, 308 ->
          new Unusable(where, said + "; redirects are not followed: check --endpoint", null);
      default ->
          reply.status() >= 500 ? again(where, said, reply) : new Rejected(where, said, null);
    };
  }

  private static Transient again(Where where, String said, Reply reply) {
    return new Transient(where, said, null, reply.retryAfter().orElse(null));
  }

  /** Returns what an answer means to whoever only looked. */
  StorageException unread(Where where, Reply reply) {
    String said = "the service answered " + reply.said();
    return reply.status() == 401 || reply.status() == 403
        ? new Denied(at(where, reply), Denied.Reason.FORBIDDEN, said + "; check read-host", null)
        : again(at(where, reply), said, reply);
  }

  /** Returns what the failure of a connection means for a request that can be repeated. */
  StorageException failed(Where where, IOException e, boolean answered) {
    String host = settings.endpoint().host() + ":" + settings.endpoint().port();
    boolean unreached = e instanceof UnknownHostException || e instanceof ConnectException;
    String said =
        unreached
            ? "no connection to " + host + ": " + e.getMessage() + "; check --endpoint"
            : "the connection to " + host + " failed: " + e.getMessage();
    // before the first answer it is a wrong address rather than an outage
    boolean lasting = e instanceof SSLException || (unreached && !answered);
    return lasting ? new Unusable(where, said, e) : new Transient(where, said, e);
  }
}
