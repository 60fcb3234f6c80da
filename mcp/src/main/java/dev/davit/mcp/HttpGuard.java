package dev.davit.mcp;

import com.sun.net.httpserver.Headers;
import dev.davit.registrar.index.Principal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are listened to. A web page that has had its name point to this machine
 * (DNS rebinding) is known by the {@code Host} it believes in and by its {@code Origin}; programs
 * that are not browsers send no {@code Origin}.
 */
final class HttpGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]+)");

  private final Tokens tokens;
  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * Decides.
   *
   * @param hosts names of this server beside those of the loopback, without port
   * @param origins further origins whose pages may call, such as {@code https://chat.example}
   */
  HttpGuard(Tokens tokens, Set<String> hosts, Set<String> origins) {
    this.tokens = tokens;
    this.hosts = hosts;
    this.origins = origins;
  }

  /**
   * What became of a look at a request.
   *
   * @param who calls; absent if it is refused
   * @param status of the refusal
   */
  record Verdict(Optional<Principal> who, int status, String message) {
    private static Verdict refused(int status, String message) {
      return new Verdict(Optional.empty(), status, message);
    }
  }

  Verdict look(Headers headers) {
    if (!isOurs(single(headers, "Host"))) {
      return Verdict.refused(421, "This server does not have that name.");
    }
    String origin = single(headers, "Origin");
    if (headers.containsKey("Origin") && (origin == null || !mayCall(origin))) {
      return Verdict.refused(403, "Pages of that origin may not call.");
    }
    String authorization = single(headers, "Authorization");
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
    Optional<Principal> who = bearer.matches() ? tokens.owner(bearer.group(1)) : Optional.empty();
    return who.isPresent()
        ? new Verdict(who, 200, "")
        : Verdict.refused(401, "A bearer token is needed.");
  }

  private boolean isOurs(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || hosts.contains(name);
  }

  private boolean mayCall(String origin) {
    if (origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      String host = new URI(origin).getHost();
      return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static @Nullable String single(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.size() != 1 ? null : values.getFirst();
  }
}
