package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong with {@code davit watch}: one sentence, the right code, and no watch. */
class WatchInputTest {
  @TempDir Path folder;

  @BeforeEach
  void makePlaces() throws IOException {
    Files.createDirectory(folder.resolve("dir"));
    Files.writeString(folder.resolve("file"), "a file");
    Files.writeString(folder.resolve("half.json"), "{\"upload_config\": {\"platform\": \"t");
    Files.writeString(folder.resolve("other.json"), "{\"access_key_id\": \"A\"}");
    Files.writeString(
        folder.resolve("unknown.json"), "{\"upload_config\": {\"platform\": \"ftp\"}}");
    Files.writeString(
        folder.resolve("bucketless.json"), "{\"upload_config\": {\"platform\": \"tos\"}}");
    Files.writeString(
        folder.resolve("outside.json"),
        """
        {"upload_config": {"platform": "tos", "temporary_credential":
          {"bucket": "b", "dir": "../other", "credentials": {}}}}
        """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @/missing local:@/copy                              | 2 | does not exist
          @/file local:@/copy                                 | 2 | is a file; a folder can be watched
          @/dir                                               | 2 | say where to send it
          @/dir @/copy                                        | 2 | not a destination
          --dir @/dir @/dir local:@/copy                      | 2 | both name the folder
          --key-template {dir}/x @/dir local:@/copy           | 2 | must end in /{path}
          --key-template {date}/{path} @/dir local:@/copy     | 2 | there is no {date}
          --sandbox .. @/dir local:@/copy                     | 2 | no key can be made
          --delete --max-delete -1 @/dir local:@/copy         | 2 | --max-delete must be 0 or more
          --settle soon @/dir local:@/copy                    | 2 | is not a duration
          --credentials @/missing.json @/dir                  | 4 | there is no file
          --credentials @/half.json @/dir                     | 4 | half.json
          --credentials @/other.json @/dir                    | 4 | has no "upload_config"
          --credentials @/unknown.json @/dir                  | 4 | for the platform "ftp"; known are
          --credentials @/bucketless.json @/dir               | 4 | "bucket" is missing
          --credentials @/outside.json @/dir                  | 4 | "dir" must be a folder below
          @/dir nowhere://b/p                                 | 2 | no provider knows
          """)
  void theFaultIsNamed(String words, int status, String says) {
    List<String> line = new ArrayList<>(List.of("watch"));
    Arrays.stream(words.split(" ", -1))
        .map(word -> word.replace("@", folder.toString()))
        .forEach(line::add);
    Typed.Ended ended =
        new Typed(folder)
            .with("DAVIT_STATE_DIR", folder.resolve("state").toString())
            .run(line.toArray(String[]::new));
    String said = ended.out() + ended.err();
    assertThat(ended.status()).as(said).isEqualTo(status);
    assertThat(said).contains(says).doesNotContain("Exception");
  }
}
