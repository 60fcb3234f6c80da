package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.ServerOptions;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * How an {@link StoreServer} behaves.
 *
 * @param server how it listens
 * @param region what requests must be signed for
 * @param clock its time
 * @param minPartBytes the least length of every part but the last, in bytes; 0 for the dialect's
 * @param hostSuffixes hosts whose labels before them name a bucket
 * @param customDomains buckets by the host that stands for them
 * @param publicEndpointForbidden whether objects are refused on this endpoint, as OSS does for new
 *     accounts
 */
public record StoreOptions(
    ServerOptions server,
    String region,
    Clock clock,
    long minPartBytes,
    Set<String> hostSuffixes,
    Map<String, String> customDomains,
    boolean publicEndpointForbidden) {

  /** Copies what it is given. */
  public StoreOptions {
    hostSuffixes = Set.copyOf(hostSuffixes);
    customDomains = Map.copyOf(customDomains);
  }

  /** Returns plain HTTP on any free port, buckets in the path, the real limits. */
  public static StoreOptions defaults() {
    return new StoreOptions(
        ServerOptions.defaults(),
        "cn-beijing",
        Clock.systemUTC(),
        0,
        Set.of("localhost", "oss-cn-beijing.aliyuncs.com", "tos-cn-beijing.volces.com"),
        Map.of(),
        false);
  }

  /** Listens in another way. */
  public StoreOptions withServer(ServerOptions server) {
    return new StoreOptions(
        server, region, clock, minPartBytes, hostSuffixes, customDomains, publicEndpointForbidden);
  }

  /** Lives at another time. */
  public StoreOptions withClock(Clock clock) {
    return new StoreOptions(
        server, region, clock, minPartBytes, hostSuffixes, customDomains, publicEndpointForbidden);
  }

  /** Takes shorter parts, so that tests need not send much. */
  public StoreOptions withMinPartBytes(long minPartBytes) {
    return new StoreOptions(
        server, region, clock, minPartBytes, hostSuffixes, customDomains, publicEndpointForbidden);
  }

  /** Lets a host stand for a bucket. */
  public StoreOptions withCustomDomain(String host, String bucket) {
    return new StoreOptions(
        server,
        region,
        clock,
        minPartBytes,
        hostSuffixes,
        Map.of(host, bucket),
        publicEndpointForbidden);
  }

  /** Refuses objects on this endpoint. */
  public StoreOptions withPublicEndpointForbidden() {
    return new StoreOptions(server, region, clock, minPartBytes, hostSuffixes, customDomains, true);
  }
}
