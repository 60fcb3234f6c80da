package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.davit.testkit.server.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that somebody else wrote upload, list, fetch back and delete. */
class ForeignClientsTest {
  private static final int LARGE = 17_000_000;

  @TempDir private Path directory;
  private Path source;
  private Path target;
  private S3Server server;

  @BeforeEach
  void start() throws IOException {
    start(S3Options.defaults());
    source = Files.createDirectories(directory.resolve("source/sub dir"));
    byte[] large = new byte[LARGE];
    new Random(5).nextBytes(large);
    Files.write(source.resolve("large.bin"), large);
    source = source.getParent();
    for (String name : List.of("plain.txt", "a b+c%41.txt", "äöü 文件.txt", "amp&'q'=1.txt", "~x")) {
      Files.writeString(source.resolve(name), "content of " + name);
    }
    Files.createFile(source.resolve("empty"));
    target = directory.resolve("target");
  }

  @AfterEach
  void stop() {
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  private void start(S3Options options) {
    server = S3Server.start(options);
    server.createBucket("lift");
  }

  @Test
  void rclone() throws Exception {
    String rclone = needs("rclone");
    // It sends bodies unsigned also in the clear, with their MD5.
    server.close();
    start(S3Options.defaults().withUnsignedPayload(S3Options.UnsignedPayload.ALWAYS));
    run(rclone, "copy", source.toString(), "l:lift/up");
    arrived("up/");
    run(rclone, "check", "--download", source.toString(), "l:lift/up");
    run(rclone, "copy", "l:lift/up", target.toString());
    sameBytes();
    run(rclone, "copyto", "l:lift/up/plain.txt", "l:lift/up/copied.txt");
    assertThat(run(rclone, "lsf", "-R", "l:lift/up")).contains("copied.txt", "sub dir/large.bin");
    run(rclone, "purge", "l:lift/up");
    assertThat(server.bucket("lift").objects()).isEmpty();
    assertThat(server.counters().requests(Operation.UPLOAD_PART)).isPositive();
  }

  @Test
  void s3cmd() throws Exception {
    String program = needs("s3cmd");
    Path config = directory.resolve("s3cmd.conf");
    String host = "127.0.0.1:" + server.loopback().port();
    Files.writeString(
        config,
        """
        [default]
        access_key = %s
        secret_key = %s
        host_base = %s
        host_bucket = %s
        use_https = False
        bucket_location = us-east-1
        multipart_chunk_size_mb = 5
        """
            .formatted(
                S3Server.CREDENTIAL.accessKeyId(), S3Server.CREDENTIAL.secretKey(), host, host));
    List<String> s3cmd = List.of(program, "-c", config.toString(), "--no-progress");
    run(s3cmd, "sync", source + "/", "s3://lift/up/");
    arrived("up/");
    Files.createDirectories(target);
    run(s3cmd, "sync", "s3://lift/up/", target + "/");
    sameBytes();
    run(s3cmd, "cp", "s3://lift/up/plain.txt", "s3://lift/up/copied.txt");
    assertThat(run(s3cmd, "ls", "-r", "s3://lift/up/")).contains("copied.txt");
    run(s3cmd, "del", "--recursive", "--force", "s3://lift/up/");
    assertThat(server.bucket("lift").objects()).isEmpty();
    assertThat(server.counters().requests(Operation.UPLOAD_PART)).isPositive();
  }

  @Test
  void awsCli() throws Exception {
    String program = needs("aws");
    List<String> aws =
        List.of(program, "--endpoint-url", server.endpoint().toString(), "--output", "json");
    run(aws, "s3", "sync", "--no-progress", source.toString(), "s3://lift/up");
    arrived("up/");
    run(aws, "s3", "sync", "--no-progress", "s3://lift/up", target.toString());
    sameBytes();
    run(aws, "s3", "cp", "s3://lift/up/sub dir/large.bin", "s3://lift/up/copied.bin");
    assertThat(run(aws, "s3api", "list-objects-v2", "--bucket", "lift", "--page-size", "2"))
        .contains("up/copied.bin");
    assertThat(run(aws, "s3api", "head-object", "--bucket", "lift", "--key", "up/copied.bin"))
        .contains("\"ContentLength\": " + LARGE);
    run(aws, "s3", "rm", "--recursive", "s3://lift/up");
    assertThat(server.bucket("lift").objects()).isEmpty();
    assertThat(server.counters().requests(Operation.UPLOAD_PART_COPY)).isPositive();
  }

  private void arrived(String prefix) throws IOException {
    Map<String, byte[]> stored = new TreeMap<>();
    for (var object : server.bucket("lift").objects().values()) {
      stored.put(object.key().substring(prefix.length()), object.content().bytes());
    }
    assertThat(stored).containsExactlyEntriesOf(files(source));
  }

  private void sameBytes() throws IOException {
    assertThat(files(target)).containsExactlyEntriesOf(files(source));
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Returns the first of that name on the path that runs; skips the test where none does. */
  private String needs(String program) throws Exception {
    for (String folder : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate) && exit(candidate.toString(), "--version").code() == 0) {
        return candidate.toString();
      }
    }
    return abort(program + " is not installed: this judge is not heard");
  }

  private String run(List<String> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private String run(String... command) throws Exception {
    Exit exit = exit(command);
    assertThat(exit.code()).as(exit.said() + "\n" + server.history()).isZero();
    return exit.said();
  }

  private record Exit(int code, String said) {}

  private Exit exit(String... command) throws Exception {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
    environment.keySet().removeIf(name -> name.toLowerCase().endsWith("_proxy"));
    environment.put("HOME", directory.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("AWS_ACCESS_KEY_ID", S3Server.CREDENTIAL.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", S3Server.CREDENTIAL.secretKey());
    environment.put("AWS_DEFAULT_REGION", server.region());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("RCLONE_CONFIG_L_TYPE", "s3");
    environment.put("RCLONE_CONFIG_L_PROVIDER", "Other");
    environment.put("RCLONE_CONFIG_L_ENV_AUTH", "true");
    environment.put("RCLONE_CONFIG_L_REGION", server.region());
    environment.put("RCLONE_CONFIG_L_ENDPOINT", server.endpoint().toString());
    environment.put("RCLONE_S3_UPLOAD_CUTOFF", "6M");
    environment.put("RCLONE_S3_CHUNK_SIZE", "5M");
    int exit = builder.start().waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    return new Exit(exit, said);
  }
}
