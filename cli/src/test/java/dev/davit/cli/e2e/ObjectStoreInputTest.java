package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.s3.S3Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people get wrong with OSS and TOS, through the real command: one message, the right code.
 */
class ObjectStoreInputTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oss | right              | 0 |
          tos | right              | 0 |
          oss | poor network       | 0 |
          oss | no key             | 4 | there is no key for oss://lift
          oss | wrong bucket       | 5 | there is no bucket "nowhere"
          tos | wrong bucket       | 5 | there is no bucket "nowhere"
          oss | impossible bucket  | 4 | cannot be a bucket's name
          oss | denied             | 3 | AccessDenied
          tos | expired            | 4 | has expired and nobody renewed it
          oss | expired            | 4 | has expired and nobody renewed it
          oss | wrong region       | 5 | set --region cn-beijing
          tos | wrong secret       | 5 | the secret access key does not belong
          oss | no region          | 4 | set it with --region
          tos | S3 endpoint        | 4 | set --endpoint tos-cn-beijing.volces.com, or write s3://
          tos | no such host       | 5 | is not known
          oss | nobody listens     | 5 | no connection to 127.0.0.1:1
          oss | public endpoint    | 5 | --setting route=internal
          """)
  void theFaultIsNamed(String scheme, String fault, int status, String says) throws Exception {
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/a.txt"), "lifted");
    StoreOptions options = StoreOptions.defaults();
    if (fault.equals("public endpoint")) {
      options = options.withPublicEndpointForbidden();
    }
    try (StoreServer server =
        scheme.equals("oss") ? StoreServer.oss(options) : StoreServer.tos(options)) {
      server.createBucket("lift");
      ChildDavit.Ended ended = run(scheme, fault, server);
      String said = ended.out() + ended.err();
      assertThat(ended.status()).as(said).isEqualTo(status);
      if (says != null) {
        assertThat(said).contains(says);
        // what stops a run is said once, and once more with the file that met it
        assertThat(ended.err().lines().filter(line -> line.startsWith("davit: ")))
            .as(said)
            .hasSize(status == 3 ? 0 : 1);
      }
      assertThat(said)
          .doesNotContain("Exception", StoreServer.CREDENTIAL.secretKey(), "the-session-token");
      assertThat(server.loopback().surprises()).isEmpty();
    }
  }

  private ChildDavit.Ended run(String scheme, String fault, StoreServer server) {
    ChildDavit davit = new ChildDavit(folder).jvm("-XX:TieredStopAtLevel=1");
    String up = scheme.toUpperCase(java.util.Locale.ROOT);
    S3Credential key = key(fault, server);
    if (!fault.equals("no key")) {
      davit.with("DAVIT_" + up + "_ACCESS_KEY_ID", key.accessKeyId());
      davit.with("DAVIT_" + up + "_ACCESS_KEY_SECRET", key.secretKey());
      key.sessionToken().ifPresent(t -> davit.with("DAVIT_" + up + "_SESSION_TOKEN", t));
    }
    davit.with("DAVIT_OSS_METADATA_ENDPOINT", "http://127.0.0.1:1");
    if (fault.equals("denied")) {
      server.faults().on(Operation.PUT_OBJECT).answer(403, "AccessDenied");
    }
    String bucket =
        switch (fault) {
          case "wrong bucket" -> "nowhere";
          case "impossible bucket" -> "No_Bucket";
          default -> "lift";
        };
    List<String> arguments =
        new ArrayList<>(List.of("up", "source", scheme + "://" + bucket + "/dir"));
    String endpoint =
        switch (fault) {
          case "S3 endpoint" -> "tos-s3-cn-beijing.volces.com";
          case "no such host" -> "no-such-host.invalid";
          case "nobody listens" -> "http://127.0.0.1:1";
          default -> server.endpoint().toString();
        };
    arguments.addAll(List.of("--endpoint", endpoint));
    if (fault.equals("poor network")) {
      arguments.add("--network=poor");
    }
    if (!fault.equals("no region")) {
      arguments.addAll(
          List.of("--region", fault.equals("wrong region") ? "cn-shanghai" : server.region()));
    }
    return davit.run(arguments.toArray(String[]::new));
  }

  private static S3Credential key(String fault, StoreServer server) {
    S3Credential known = StoreServer.CREDENTIAL;
    return switch (fault) {
      case "expired" -> {
        S3Credential over =
            S3Credential.temporary(
                "STS.over", "a-secret", "the-session-token", Instant.now().minusSeconds(60));
        server.accept(over);
        yield over;
      }
      case "wrong secret" -> S3Credential.lasting(known.accessKeyId(), "not-the-secret");
      default -> known;
    };
  }
}
