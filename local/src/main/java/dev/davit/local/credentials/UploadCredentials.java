package dev.davit.local.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Timer;
import dev.davit.core.spi.UploadGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code upload_credentials.json}: temporary keys together with where to upload to, rewritten by
 * a neighbour whenever they are renewed. Shapes and traps: the workspace uploader this format comes
 * from names its platforms {@code tos}, {@code aliyun}, {@code minio} and {@code local}; {@code
 * expires} is a duration or a time; a key's own {@code ExpiredTime} or {@code Expiration} counts
 * before both. Prints without its secrets.
 */
public final class UploadCredentials {
  /** Seconds below this are a duration, from it on a time: it lies in the year 2001. */
  private static final long FIRST_TIME = 1_000_000_000L;

  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final String FORM = "form";
  private static final String POLICY = "policy";

  /** The fields of a signed form beside those that begin with {@code x-}. */
  private static final Set<String> SIGNED =
      Set.of(POLICY, "OSSAccessKeyId", "AWSAccessKeyId", "signature", "Signature", "callback");

  private final String origin;
  private final Platform platform;
  private final JsonNode root;
  private final JsonNode grant;
  private final JsonNode keys;
  private final Instant written;

  private UploadCredentials(String origin, JsonNode root, Platform platform, Instant written) {
    this.origin = origin;
    this.root = root;
    this.platform = platform;
    this.written = written;
    JsonNode config = config(root);
    grant = config.has("temporary_credential") ? config.get("temporary_credential") : config;
    keys = grant.has("credentials") ? grant.get("credentials") : grant;
  }

  /** Where the keys are for. */
  public enum Platform {
    /** Volcengine TOS. */
    TOS("tos"),
    /** Aliyun OSS. */
    ALIYUN("oss"),
    /** S3 and all that speaks it. */
    MINIO("s3"),
    /** A proxy that takes forms. */
    LOCAL("proxy");

    private final String scheme;

    Platform(String scheme) {
      this.scheme = scheme;
    }

    /** Returns the scheme of its destinations. */
    public String scheme() {
      return scheme;
    }
  }

  /**
   * Reads a file.
   *
   * @param platform what it is for where the file does not say
   * @throws SettingsException if there is no such file, it breaks off, or names no known platform;
   *     the message holds no secret
   */
  public static UploadCredentials read(Path file, Platform platform) {
    for (int look = 1; ; look++) {
      try {
        return readOnce(file, platform);
      } catch (SettingsException e) {
        if (look == LOOKS || !Files.exists(file)) {
          throw e;
        }
      }
      pause();
    }
  }

  /** A neighbour's rewriting takes moments in which the file is half there. */
  private static void pause() {
    try {
      Timer.system().sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static UploadCredentials readOnce(Path file, Platform platform) {
    String text =
        KeyFileText.read(file, Timer.system())
            .orElseThrow(() -> new SettingsException("there is no file " + file));
    JsonNode root = JsonKeys.parse(file.toString(), text);
    if (!isOne(root)) {
      throw new SettingsException(
          file + " has no \"upload_config\"; it should look like docs/credentials.md shows");
    }
    return of(file.toString(), root, platform, written(file));
  }

  static UploadCredentials of(String origin, JsonNode root, Platform platform, Instant written) {
    String named = config(root).path("platform").asText("");
    return new UploadCredentials(origin, root, platform(origin, named, platform), written);
  }

  /** Tells whether a JSON object is one of these. */
  static boolean isOne(JsonNode root) {
    return root.has("upload_config") || root.has("temporary_credential");
  }

  static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.now();
    }
  }

  private static JsonNode config(JsonNode root) {
    return root.has("upload_config") ? root.get("upload_config") : root;
  }

  private static Platform platform(String origin, String named, Platform otherwise) {
    return switch (named) {
      case "" -> otherwise;
      case "tos" -> Platform.TOS;
      case "aliyun", "oss" -> Platform.ALIYUN;
      case "minio", "s3" -> Platform.MINIO;
      case "local" -> Platform.LOCAL;
      default ->
          throw new SettingsException(
              origin
                  + " is for the platform \""
                  + named
                  + "\"; known are tos, aliyun, minio and local");
    };
  }

  /** Returns where the keys are for. */
  public Platform platform() {
    return platform;
  }

  /** Returns the scheme of the destination that the file is for. */
  public String scheme() {
    return isForm() ? FORM : platform.scheme;
  }

  /** Tells whether there is a form that somebody signed, and no key. */
  private boolean isForm() {
    return platform != Platform.LOCAL && grant.has(POLICY);
  }

  private boolean isPosted() {
    return isForm() || platform == Platform.LOCAL;
  }

  /**
   * Returns where to upload to: the bucket, or the host that takes forms, and {@code dir} as
   * prefix.
   *
   * @throws SettingsException if the file names no bucket or host, or its {@code dir} leads
   *     elsewhere
   */
  public Destination destination() {
    String named = isPosted() ? "host" : "bucket";
    String place = text(named).orElseThrow(() -> missing(named));
    return new Destination(scheme(), isPosted() ? authority(place) : place, prefix());
  }

  private static String authority(String address) {
    return address.replaceFirst("^[A-Za-z]+://", "").replaceFirst("[/?#].*$", "");
  }

  private String prefix() {
    String dir = text("dir").orElse("").replaceAll("^/+|/+$", "");
    boolean leads =
        dir.isEmpty()
            || (dir.chars().noneMatch(Character::isISOControl)
                && !("/" + dir + "/").matches(".*/(\\.{1,2})?/.*"));
    if (!leads) {
      throw new SettingsException(
          origin + ": \"dir\" must be a folder below the bucket, without empty, . or .. levels");
    }
    return dir;
  }

  /** Returns what a provider is told beside the destination: endpoint, region, path style. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (isPosted()) {
      text("host").ifPresent(host -> settings.put("endpoint", encrypted(host)));
      text("read_host").ifPresent(host -> settings.put("read-host", encrypted(host)));
      return settings;
    }
    endpoint().ifPresent(endpoint -> settings.put("endpoint", endpoint));
    text("region").map(UploadCredentials::region).ifPresent(r -> settings.put("region", r));
    if (grant.path("use_path_style_endpoint").asBoolean(false)) {
      settings.put("path-style", "true");
    }
    return settings;
  }

  private Optional<String> endpoint() {
    Optional<String> named = text("endpoint");
    if (named.isEmpty() && platform == Platform.ALIYUN) {
      named = text("region").map(region -> region + ".aliyuncs.com");
    }
    return named.map(UploadCredentials::encrypted);
  }

  private static String encrypted(String url) {
    return url.contains("://") ? url : "https://" + url;
  }

  /** Aliyun's is the first label of the endpoint there. */
  private static String region(String named) {
    return named.replaceFirst("^oss-", "").replaceFirst("-internal$", "");
  }

  /**
   * Returns all of this but the keys.
   *
   * @throws SettingsException as {@link #destination}
   */
  public UploadGrant grant() {
    return new UploadGrant(destination(), settings(), host(), sandboxId(), organizationCode());
  }

  /** Returns under which address objects are told to others, if the file says so. */
  public Optional<String> host() {
    return text("host");
  }

  /** Returns the sandbox the file was made for, if it says so. */
  public Optional<String> sandboxId() {
    return text(root, "sandbox_id");
  }

  /** Returns the organization the file was made for, if it says so. */
  public Optional<String> organizationCode() {
    return text(root, "organization_code");
  }

  /**
   * Returns the key.
   *
   * @throws SettingsException if there is none, or half of one
   */
  Found key() {
    KeyFields fields = new KeyFields(origin, JsonKeys.texts(keys));
    Optional<Instant> end = fields.end().or(() -> expires(grant)).or(() -> expires(config(root)));
    if (isForm()) {
      return Found.form(origin, signed(), end);
    } else if (platform == Platform.LOCAL) {
      String token = text("credential").orElseThrow(() -> missing("credential"));
      return Found.token(origin, token, end);
    }
    return fields
        .key(end)
        .or(() -> new KeyFields(origin, JsonKeys.texts(grant)).key(end))
        .orElseThrow(() -> missing("credentials"));
  }

  /** The policy names all fields there may be, so none may be added and none left out. */
  private Map<String, Secret> signed() {
    Map<String, Secret> fields = new LinkedHashMap<>();
    text("content_type").ifPresent(type -> fields.put("Content-Type", Secret.of(type)));
    JsonKeys.texts(grant)
        .forEach((name, value) -> {
          boolean signed = name.startsWith("x-") || SIGNED.contains(name);
          if (signed && !value.isEmpty()) {
            fields.put(name, Secret.of(value));
          }
        });
    return fields;
  }

  private Optional<Instant> expires(JsonNode object) {
    JsonNode value = object.has("expires") ? object.get("expires") : object.path("expire");
    long seconds = value.asLong(0);
    if (seconds <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        seconds >= FIRST_TIME ? Instant.ofEpochSecond(seconds) : issued().plusSeconds(seconds));
  }

  private Instant issued() {
    return text(keys, "CurrentTime").flatMap(KeyFields::instant).orElse(written);
  }

  private SettingsException missing(String field) {
    return new SettingsException(origin + ": \"" + field + "\" is missing");
  }

  private Optional<String> text(String field) {
    return text(grant, field).or(() -> text(config(root), field));
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field).asText("").strip()).filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "UploadCredentials[" + origin + ", for " + platform + "]";
  }
}
