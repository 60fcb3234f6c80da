package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.cli.ChildDavit;
import dev.davit.cli.command.Typed;
import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Looks for secrets in everything that a run leaves behind: what it said, its log with everything
 * in it, reports, lists, state, its command line, its exceptions. The destination says them in its
 * refusals, which is the worst it can do.
 */
class SecretsTest {
  @TempDir Path folder;
  @TempDir Path hidden;

  @ParameterizedTest
  @ValueSource(strings = {"oss", "tos", "s3", "maiagent", "clouddrive"})
  void noSecretIsFoundInWhatARunLeaves(String scheme) throws Exception {
    fill();
    try (SecretPlace place = SecretPlace.of(scheme, hidden)) {
      place.misbehave().run();
      int status =
          typed(place, "up", "--verbose", "--log-file=" + at("1.log"), "--report=" + at("1.json"));
      assertThat(status).as(said()).isIn(0, 3);
      assertFoundNowhere(place, "1.log", "1.json", "stdout.txt", "state");
      place.end().run();
      assertNotInExceptions(place);
    }
  }

  /** In a process of its own, whose keys have come to their end; {@code -Dsecrets=all} for all. */
  @ParameterizedTest
  @ValueSource(strings = {"oss", "tos", "s3", "maiagent", "clouddrive"})
  void noSecretIsSeenByOthersOnTheMachine(String scheme) throws Exception {
    boolean all = "all".equals(System.getProperty("secrets"));
    assumeTrue(all || List.of("oss", "maiagent").contains(scheme));
    fill();
    try (SecretPlace place = SecretPlace.of(scheme, hidden)) {
      place.end().run();
      ChildDavit davit = new ChildDavit(folder).jvm("-XX:TieredStopAtLevel=1");
      place.environment().forEach(davit::with);
      List<String> words =
          words(place, "up", "--json", "--log-file=2.log", "--report=2.html", "--max-retries=0");
      Process process = davit.start(words.toArray(String[]::new));
      Set<String> lines = new TreeSet<>();
      while (process.isAlive()) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .forEach(each -> commandLine(each).ifPresent(lines::add));
        Thread.sleep(20);
      }
      assertThat(davit.end(process).status()).as(said()).isNotZero();
      assertThat(lines).anyMatch(line -> line.contains("dev.davit.cli.Main"));
      lines.forEach(line -> assertClean(place, "a command line", line));
      assertFoundNowhere(place, "2.log", "2.html", "stdout.txt");
    }
  }

  private void fill() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < 5; i++) {
      Files.writeString(source.resolve("canary-" + i + ".bin"), "some content " + i);
    }
    Files.write(source.resolve("canary-large.bin"), new byte[11 << 20]);
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private List<String> words(SecretPlace place, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    place.settings().forEach((name, value) -> all.add("--setting=" + name + "=" + value));
    all.addAll(List.of(at("source").toString(), place.destination()));
    return all;
  }

  private int typed(SecretPlace place, String... words) throws IOException {
    Typed typed = new Typed(folder).with("DAVIT_STATE_DIR", at("state").toString());
    List<String> all = words(place, words);
    all.add(1, "--credentials=" + place.file());
    all.add(1, "--no-outputs");
    Typed.Ended ended = typed.run(all.toArray(String[]::new));
    Files.writeString(at("stdout.txt"), ended.out());
    Files.writeString(at("stderr.txt"), ended.err());
    return ended.status();
  }

  private static java.util.Optional<String> commandLine(ProcessHandle process) {
    try {
      return java.util.Optional.of(
          Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")));
    } catch (IOException e) { // it has ended, or this is no Linux
      return process.info().commandLine();
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("stdout.txt"))
        + Files.readString(folder.resolve("stderr.txt"));
  }

  /** Looks through all files; those that are named must hold what was lifted, so they are right. */
  private void assertFoundNowhere(SecretPlace place, String... holdingCanaries) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertClean(place, file.toString(), text(file));
      }
    }
    for (String name : holdingCanaries) {
      try (Stream<Path> all = Files.walk(folder.resolve(name))) {
        assertThat(all.filter(Files::isRegularFile).toList())
            .as(name)
            .anyMatch(file -> text(file).contains("canary-"));
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertClean(SecretPlace place, String where, String text) {
    for (String secret : place.secrets()) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      assertThat(text)
          .as(where)
          .doesNotContain(
              secret,
              Base64.getEncoder().withoutPadding().encodeToString(bytes),
              HexFormat.of().formatHex(bytes),
              URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
    assertThat(text).as(where).doesNotContainIgnoringCase("signature=", "x-amz-signature\"");
  }

  private void assertNotInExceptions(SecretPlace place) throws Exception {
    Map<String, String> settings = new java.util.HashMap<>(place.settings());
    settings.put("credentials", place.file().toString());
    StringWriter trace = new StringWriter();
    try (Storage storage =
        Davit.create().connect(Destination.parse(place.destination()), settings)) {
      Uploads.store(storage, UploadRequest.of(ObjectKey.of("dir/canary-1.bin"), 4), new byte[4]);
      throw new AssertionError("was stored");
    } catch (RuntimeException e) {
      e.printStackTrace(new PrintWriter(trace));
    }
    assertClean(place, "an exception", trace.toString());
  }
}
