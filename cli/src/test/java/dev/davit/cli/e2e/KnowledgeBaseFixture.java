package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.maiagent.KnowledgeBase;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A folder of files, a knowledge base on loopback, and the command between them. */
final class KnowledgeBaseFixture implements AutoCloseable {
  final Path temp;
  final Path source;
  final MaiAgentServer server;
  final ChildDavit davit;

  KnowledgeBaseFixture(Path temp, MaiAgentOptions options) throws IOException {
    this.temp = temp;
    source = Files.createDirectories(temp.resolve("docs"));
    server = MaiAgentServer.start(options);
    davit =
        new ChildDavit(temp)
            .jvm("-XX:TieredStopAtLevel=1")
            .with("MAIAGENT_API_KEY", options.apiKey())
            .with("MAIAGENT_BASE_URL", server.endpoint().toString());
  }

  String destination() {
    return "maiagent://" + server.options().knowledgeBase();
  }

  Path outputs() {
    return temp.resolve("upload_outputs/docs_" + server.options().knowledgeBase());
  }

  ChildDavit.Ended up(String... options) {
    return davit.run(arguments(options));
  }

  String[] arguments(String... options) {
    return Stream.concat(
            Stream.concat(Stream.of("up"), Stream.of(options)), Stream.of("docs", destination()))
        .toArray(String[]::new);
  }

  /** Writes files of random length and content into a few folders. */
  void fill(int files, int minLength, int maxLength, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < files; i++) {
      byte[] content = new byte[random.nextInt(minLength, maxLength + 1)];
      random.nextBytes(content);
      Path folder = Files.createDirectories(source.resolve("part-" + i % 13));
      Files.write(folder.resolve("file " + i + ".json"), content);
    }
  }

  /** Checks that every file is in the knowledge base, whole, once, and nothing else is. */
  void assertEveryFileOnce(String when) throws IOException {
    Map<String, Integer> times = new HashMap<>();
    Map<String, String> digests = new HashMap<>();
    for (KnowledgeBase.File file : server.files()) {
      times.merge(file.name(), 1, Integer::sum);
      digests.put(file.name(), file.content().md5());
    }
    assertThat(times).as(when + ": more than once").doesNotContainValue(2).doesNotContainValue(3);
    Map<String, String> wanted = new HashMap<>();
    for (Path file : files()) {
      wanted.put(source.relativize(file).toString(), md5(file));
    }
    assertThat(digests).as(when).hasSameSizeAs(wanted).containsExactlyInAnyOrderEntriesOf(wanted);
    assertThat(server.surprises()).isEmpty();
  }

  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String md5(Path file) throws IOException {
    try {
      byte[] content = Files.readAllBytes(file);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
