package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.davit.cli.run.Orders;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Overwrite;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every option lands where it belongs. */
class UpCommandTest {

  @Test
  void withoutOptionsDefaultsHold() {
    Upload upload = orders("a", "b", "local:c").upload().build();
    assertThat(upload.sources()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(upload.destination()).isEqualTo(Destination.parse("local:c"));
    assertThat(upload.settings()).isEmpty();
    assertThat(upload.transfers()).isEmpty();
    assertThat(upload.overwrite()).isEqualTo(Overwrite.REPLACE);
    assertThat(upload.trust()).isEqualTo(Upload.Trust.STATE);
    assertThat(upload.mode()).isEqualTo(Upload.Mode.REAL);
    assertThat(upload.stateOptions().directory()).isEmpty();
    assertThat(upload.sourceOptions().all()).isFalse();
    assertThat(upload.sourceOptions().followLinks()).isFalse();
    assertThat(upload.sourceOptions().maxSize()).isEqualTo(Long.MAX_VALUE);
    assertThat(upload.sourceOptions().minAge()).isEmpty();
  }

  @Test
  void howItIsSent() {
    Upload upload =
        orders("--transfers=3", "-n", "--refresh", "--no-overwrite", "--state-dir=s", "a", "s3://b")
            .upload()
            .build();
    assertThat(upload.transfers()).hasValue(3);
    assertThat(upload.mode()).isEqualTo(Upload.Mode.DRY);
    assertThat(upload.trust()).isEqualTo(Upload.Trust.NOTHING);
    assertThat(upload.overwrite()).isEqualTo(Overwrite.ONLY_IF_ABSENT);
    assertThat(upload.stateOptions().directory()).hasValue(Path.of("s"));
  }

  @Test
  void whichFiles() {
    Upload upload =
        orders(
                "--include=*.a",
                "--include=*.b",
                "--exclude=x",
                "--all",
                "--follow-links",
                "--min-size=1K",
                "--max-size=1M",
                "--min-age=30s",
                "--max-age=7d",
                "a",
                "s3://b")
            .upload()
            .build();
    assertThat(upload.sourceOptions().include()).containsExactly("*.a", "*.b");
    assertThat(upload.sourceOptions().exclude()).containsExactly("x");
    assertThat(upload.sourceOptions().all()).isTrue();
    assertThat(upload.sourceOptions().followLinks()).isTrue();
    assertThat(upload.sourceOptions().minSize()).isEqualTo(1024);
    assertThat(upload.sourceOptions().maxSize()).isEqualTo(1 << 20);
    assertThat(upload.sourceOptions().minAge()).hasValue(Duration.ofSeconds(30));
    assertThat(upload.sourceOptions().maxAge()).hasValue(Duration.ofDays(7));
  }

  @Test
  void whatTheDestinationIsTold() {
    Upload upload =
        orders(
                "--endpoint=http://h",
                "--region=r",
                "--path-style",
                "--profile=p",
                "--credentials=c.json",
                "--setting=part-size=8M",
                "--setting=a=b=c",
                "a",
                "s3://b")
            .upload()
            .build();
    assertThat(upload.settings())
        .containsOnly(
            entry("endpoint", "http://h"),
            entry("region", "r"),
            entry("path-style", "true"),
            entry("profile", "p"),
            entry("credentials", "c.json"),
            entry("part-size", "8M"),
            entry("a", "b=c"));
  }

  @Test
  void aSourceMayBeginWithAnAt() {
    assertThat(orders("@photos", "local:c").upload().build().sources())
        .containsExactly(Path.of("@photos"));
  }

  private static Orders orders(String... arguments) {
    CommandLine davit = CommandLines.davit();
    davit.parseArgs(Stream.concat(Stream.of("up"), Stream.of(arguments)).toArray(String[]::new));
    UpCommand up = davit.getSubcommands().get("up").getCommand();
    return up.orders();
  }
}
