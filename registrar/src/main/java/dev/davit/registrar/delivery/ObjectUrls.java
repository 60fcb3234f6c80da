package dev.davit.registrar.delivery;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import java.util.Locale;
import java.util.Optional;

/**
 * Says where others find an object: {@code {host}/{key}}, the key as it is, as the workspace
 * uploader does ({@code https://} is added where the host has no scheme, slashes at its end are
 * taken away).
 */
public final class ObjectUrls {
  /** The attribute of a registration that holds the host. */
  public static final String HOST = "host";

  private ObjectUrls() {}

  /** Returns the address of an object at a host. */
  public static String of(String host, ObjectKey key) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean whole = lower.startsWith("http://") || lower.startsWith("https://");
    return (whole ? host : "https://" + host).replaceFirst("/+$", "") + "/" + key;
  }

  static Optional<String> of(Registration registration) {
    return Optional.ofNullable(registration.attributes().get(HOST))
        .filter(host -> !host.isBlank())
        .map(host -> of(host.strip(), registration.key()));
  }
}
