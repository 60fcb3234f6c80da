package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that we did not write see what Davit uploaded, byte for byte. */
class S3ForeignClientTest {
  private static final List<String> NAMES =
      List.of(
          "plain.txt",
          "with space.txt",
          "per%20cent%2F.txt",
          "plus+and&and=and?.txt",
          "hash#semi;colon.txt",
          "quotes'\"and`.txt",
          "brackets[]{}().txt",
          "汉字/文件.txt",
          "na\u00efve-nai\u0308ve.txt",
          "emoji-\uD83D\uDE80.bin",
          "tilde~bang!star*.txt",
          "back\\slash.txt",
          "deep/er/and/deeper/still.txt",
          " leading and trailing /x ",
          "empty.bin");

  @TempDir Path temp;

  @Test
  void rcloneDownloadsWhatWasUploaded() throws Exception {
    downloads(
        "rclone",
        (server, to) ->
            List.of(
                "rclone",
                "copy",
                "--config",
                temp.resolve("rclone.conf").toString(),
                "--s3-provider=Other",
                "--s3-env-auth",
                "--s3-region=us-east-1",
                "--s3-endpoint=" + server.endpoint(),
                "--local-encoding=Slash",
                "--s3-encoding=Slash",
                ":s3:lift/there",
                to.toString()));
  }

  @Test
  void awsDownloadsWhatWasUploaded() throws Exception {
    downloads(
        "aws",
        (server, to) ->
            List.of(
                "aws",
                "s3",
                "cp",
                "--recursive",
                "--only-show-errors",
                "--region=us-east-1",
                "--endpoint-url=" + server.endpoint(),
                "s3://lift/there",
                to.toString()));
  }

  @FunctionalInterface
  private interface Download {
    List<String> command(S3Server server, Path to);
  }

  private void downloads(String program, Download download) throws Exception {
    assumeTrue(installed(program), "needs " + program + " on the PATH");
    Path source = makeSource();
    Path back = temp.resolve("back");
    try (S3Server server = S3Server.start()) {
      server.createBucket("lift");
      ChildDavit.Ended up =
          new ChildDavit(temp)
              .with("AWS_ACCESS_KEY_ID", S3Server.CREDENTIAL.accessKeyId())
              .with("AWS_SECRET_ACCESS_KEY", S3Server.CREDENTIAL.secretKey())
              .run(
                  "up",
                  "--quiet",
                  "--endpoint",
                  server.endpoint().toString(),
                  source.toString(),
                  "s3://lift/there");
      assertThat(up.status()).as(up.err()).isZero();

      run(download.command(server, back));

      assertThat(server.loopback().surprises()).isEmpty();
    }
    assertThat(files(back)).isEqualTo(files(source));
    for (String name : files(source)) {
      assertThat(back.resolve(name)).as(name).hasSameBinaryContentAs(source.resolve(name));
    }
  }

  private Path makeSource() throws IOException {
    Path source = temp.resolve("source");
    Random random = new Random(4);
    for (String name : NAMES) {
      byte[] content = new byte[name.startsWith("empty") ? 0 : 1 + random.nextInt(20_000)];
      random.nextBytes(content);
      Path file = source.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
    byte[] large = new byte[20 << 20]; // travels in parts
    random.nextBytes(large);
    Files.write(source.resolve("large.bin"), large);
    return source;
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("AWS_.*|RCLONE_.*|(?i).*_proxy"));
    builder.environment().put("AWS_ACCESS_KEY_ID", S3Server.CREDENTIAL.accessKeyId());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", S3Server.CREDENTIAL.secretKey());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }
}
