package dev.davit.mcp;

import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.OpenedSession;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.SessionNotFoundException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which session a call is about. The caller was identified by the transport, never by a tool. */
final class Sessions {
  private final FileIndex index;
  private final Optional<SessionHandle> bound;

  /**
   * Finds sessions.
   *
   * @param bound the only one there is, if the host chose it at the start
   */
  Sessions(FileIndex index, Optional<SessionHandle> bound) {
    this.index = index;
    this.bound = bound;
  }

  boolean isBound() {
    return bound.isPresent();
  }

  SessionIndex of(Principal who, Map<String, Object> arguments) throws ToolException {
    Object named = arguments.get("session");
    if (bound.isEmpty() && named == null) {
      throw new ToolException(
          "session_required",
          "Give session, the handle that file_index_open returned; call that first.");
    }
    return find(who, bound.orElseGet(() -> new SessionHandle(String.valueOf(named))));
  }

  /** Finds the session of a resource. */
  SessionIndex named(Principal who, SessionHandle handle) throws ToolException {
    if (bound.isPresent() && !bound.get().equals(handle)) {
      throw notFound();
    }
    return find(who, handle);
  }

  /** Opens a session, or returns the one that there is. */
  OpenedSession open(Principal who, Map<String, Object> arguments) throws ToolException {
    if (bound.isPresent()) {
      return new OpenedSession(bound.get(), find(who, bound.get()).expiresAt());
    }
    return index.open(who, zone(arguments.get("zone")), locale(arguments.get("locale")));
  }

  private SessionIndex find(Principal who, SessionHandle handle) throws ToolException {
    try {
      return index.session(who, handle);
    } catch (SessionNotFoundException e) {
      throw notFound();
    }
  }

  private static ToolException notFound() {
    return new ToolException(
        "session_not_found",
        "There is no such session, or it has expired. Call file_index_open for a new one.");
  }

  private static ZoneId zone(Object name) throws ToolException {
    try {
      return name == null ? ZoneId.systemDefault() : ZoneId.of(String.valueOf(name));
    } catch (DateTimeException e) {
      throw new ToolException(
          "invalid_arguments", "zone must be an IANA time zone, such as Asia/Shanghai.");
    }
  }

  private static Locale locale(Object tag) {
    return tag == null ? Locale.ROOT : Locale.forLanguageTag(String.valueOf(tag));
  }
}
