package dev.davit.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.usecase.Summaries;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Summary.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final Where WHERE = Where.of("s3", "PutObject", "k");

  @Test
  void aCompleteRunIsOkUnlessFilesFailed() {
    assertThat(of(Ending.COMPLETE, 0, null)).isEqualTo(ExitCode.OK);
    assertThat(of(Ending.COMPLETE, 1, null)).isEqualTo(ExitCode.PARTIAL);
  }

  @Test
  void aSignalOutweighsFailures() {
    assertThat(of(Ending.INTERRUPTED, 1, null)).isEqualTo(ExitCode.TERMINATED);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void whatStopsARunDecidesItsCode(RuntimeException cause, ExitCode expected) {
    assertThat(of(Ending.STOPPED, 1, cause)).isEqualTo(expected);
    assertThat(Verdict.of(cause).exitCode()).isEqualTo(expected);
    assertThat(Verdict.of(cause).error()).isEqualTo(cause.getMessage());
  }

  static Stream<Arguments> causes() {
    StorageException denied =
        new StorageException.Denied(
            WHERE, StorageException.Denied.Reason.FORBIDDEN, "denied", null);
    StorageException reset = new StorageException.Transient(WHERE, "reset", null);
    return Stream.of(
        arguments(new SettingsException("x"), ExitCode.CONFIGURATION),
        arguments(new SourceException("x"), ExitCode.USAGE),
        arguments(new CheckpointException(CheckpointException.Reason.LOCKED, "x"), ExitCode.LOCKED),
        arguments(
            new CheckpointException(CheckpointException.Reason.UNWRITABLE, "x"),
            ExitCode.CONFIGURATION),
        arguments(denied, ExitCode.CONFIGURATION),
        arguments(new StorageException.Exhausted(denied, 3), ExitCode.CONFIGURATION),
        arguments(new StorageException.Exhausted(reset, 8), ExitCode.DESTINATION),
        arguments(new StorageException.Unusable(WHERE, "x", null), ExitCode.DESTINATION),
        arguments(
            new StorageException.Missing(WHERE, StorageException.Missing.What.CONTAINER, "x", null),
            ExitCode.DESTINATION),
        arguments(new IllegalStateException("x"), ExitCode.INTERNAL));
  }

  private static ExitCode of(Ending ending, long failed, Throwable cause) {
    Summary.Counts counts = new Summary.Counts(1, 0, 0, 0, 0, failed, 0, 0);
    Summary summary = Summaries.of(ending, counts, Map.of(), List.of(), cause);
    return Verdict.of(summary, ExitCode.TERMINATED).exitCode();
  }
}
