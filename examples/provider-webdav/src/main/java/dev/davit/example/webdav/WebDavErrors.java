package dev.davit.example.webdav;

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
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Names failures by the caller's next move. */
final class WebDavErrors {

  private WebDavErrors() {}

  static Where where(String method, String path) {
    return Where.of(WebDavProvider.SCHEME, method, path);
  }

  /** Throws what a status means, unless it means success. RFC 4918, section 11; RFC 9110. */
  static void check(String method, String path, int status) {
    if (status >= 200 && status < 300) {
      return;
    }
    String said = "the server answered " + status;
    Where where = where(method, path);
    throw switch (status) {
      case 401, 403 -> new Denied(where, Denied.Reason.FORBIDDEN, said, null);
      case 404, 409 -> new Missing(where, Missing.What.CONTAINER, said, null);
      case 412 -> new Conflict(where, said, null);
      case 408, 423, 425, 429, 500, 502, 503, 504 -> new Transient(where, said, null);
      case 507 -> new Unusable(where, said + ": it is full", null);
      default -> new Rejected(where, said, null);
    };
  }

  static StorageException of(String method, String path, IOException e) {
    Where where = where(method, path);
    if (caused(e, UnresolvedAddressException.class) || caused(e, ConnectException.class)) {
      return new Unusable(where, "the server cannot be reached", e);
    }
    if (caused(e, SSLException.class)) {
      return new Unusable(where, "there is no safe way to the server: " + e.getMessage(), e);
    }
    return new Transient(where, "the connection broke: " + e.getMessage(), e);
  }

  static StorageException interrupted(String method, String path, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Transient(where(method, path), "interrupted", e);
  }

  private static boolean caused(Throwable e, Class<? extends Throwable> by) {
    return Stream.iterate(e, thrown -> thrown != null, Throwable::getCause)
        .anyMatch(by::isInstance);
  }
}
