package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.ServerOptions;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * What an {@link S3Server} insists on.
 *
 * @param server how it listens
 * @param region its region
 * @param hostSuffixes host names under which buckets are the first labels
 * @param minPartBytes the shortest part that is not the last
 * @param maxBodyBytes the longest single body
 * @param unsignedPayload when bodies may come unsigned
 * @param anonymous whether requests may come without a signature
 * @param etags what ETags are
 * @param clock its clock
 */
public record S3Options(
    ServerOptions server,
    String region,
    Set<String> hostSuffixes,
    long minPartBytes,
    long maxBodyBytes,
    UnsignedPayload unsignedPayload,
    Anonymous anonymous,
    ETags etags,
    Clock clock) {
  private static final long MIN_PART_BYTES = 5L << 20;
  private static final long MAX_BODY_BYTES = 5L << 30;

  /** Copies what it is given. */
  public S3Options {
    hostSuffixes = Set.copyOf(hostSuffixes);
  }

  /** When bodies may come unsigned. */
  public enum UnsignedPayload {
    OVER_TLS,
    ALWAYS,
    NEVER
  }

  /** Whether requests may come without a signature. */
  public enum Anonymous {
    REFUSED,
    ALLOWED
  }

  /** What ETags are. */
  public enum ETags {
    /** The MD5, as for plain objects. */
    MD5,
    /** Something else, as under SSE-KMS: cheaper for the server, and a trap for clients. */
    OPAQUE
  }

  /** Returns what the service itself does, in {@code us-east-1}. */
  public static S3Options defaults() {
    return new S3Options(
        ServerOptions.defaults(),
        "us-east-1",
        Set.of("localhost", "s3.localhost"),
        MIN_PART_BYTES,
        MAX_BODY_BYTES,
        UnsignedPayload.OVER_TLS,
        Anonymous.REFUSED,
        ETags.MD5,
        Clock.systemUTC());
  }

  /** Listens otherwise. */
  public S3Options withServer(ServerOptions newServer) {
    return new S3Options(
        newServer,
        region,
        hostSuffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        etags,
        clock);
  }

  /** Lives in another region. */
  public S3Options withRegion(String newRegion) {
    return new S3Options(
        server,
        newRegion,
        hostSuffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        etags,
        clock);
  }

  /** Finds buckets also in front of another host name. */
  public S3Options withHostSuffix(String suffix) {
    Set<String> suffixes = new HashSet<>(hostSuffixes);
    suffixes.add(suffix);
    return new S3Options(
        server,
        region,
        suffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        etags,
        clock);
  }

  /** Takes shorter parts. */
  public S3Options withMinPartBytes(long bytes) {
    return new S3Options(
        server,
        region,
        hostSuffixes,
        bytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        etags,
        clock);
  }

  /** Takes bodies only up to a length. */
  public S3Options withMaxBodyBytes(long bytes) {
    return new S3Options(
        server,
        region,
        hostSuffixes,
        minPartBytes,
        bytes,
        unsignedPayload,
        anonymous,
        etags,
        clock);
  }

  /** Changes when bodies may come unsigned. */
  public S3Options withUnsignedPayload(UnsignedPayload when) {
    return new S3Options(
        server, region, hostSuffixes, minPartBytes, maxBodyBytes, when, anonymous, etags, clock);
  }

  /** Changes whether requests may come without a signature. */
  public S3Options withAnonymous(Anonymous whether) {
    return new S3Options(
        server,
        region,
        hostSuffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        whether,
        etags,
        clock);
  }

  /** Changes what ETags are. */
  public S3Options withETags(ETags what) {
    return new S3Options(
        server,
        region,
        hostSuffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        what,
        clock);
  }

  /** Goes by another clock. */
  public S3Options withClock(Clock newClock) {
    return new S3Options(
        server,
        region,
        hostSuffixes,
        minPartBytes,
        maxBodyBytes,
        unsignedPayload,
        anonymous,
        etags,
        newClock);
  }
}
