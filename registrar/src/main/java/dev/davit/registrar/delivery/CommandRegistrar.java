package dev.davit.registrar.delivery;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program for each upload, one after the other, without a shell. What is known of the file
 * is in the environment ({@code UPLOADED_PATH}, {@code UPLOADED_KEY}, …) and, as a line of JSON, on
 * standard input; nothing of it is ever part of the command line.
 *
 * <p>Exit code 0 is a success. Any other, and a program that takes too long and is killed, means
 * that it is run again later, some {@value #ATTEMPTS} times in all. It may also be run again after
 * it succeeded, if Davit was killed at that moment: {@code UPLOADED_ID} is the same then.
 */
public final class CommandRegistrar implements Registrar {
  /** Its name in the outbox. */
  public static final String NAME = "command";

  private static final int ATTEMPTS = 12;
  private static final int BATCH = 8;
  private static final int KEPT = 2048;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Logger log = LoggerFactory.getLogger("dev.davit.registrar");
  private final List<String> command;
  private final Duration timeout;

  /**
   * Makes one.
   *
   * @param command the program and its arguments
   * @param timeout how long it may run for one file, more than zero
   */
  public CommandRegistrar(List<String> command, Duration timeout) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public int maxAttempts() {
    return ATTEMPTS;
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Registration each : batch) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted before the next file");
      }
      results.add(run(each));
    }
    return results;
  }

  private Result run(Registration registration) throws InterruptedException {
    log.info("runs {} for {}", command, registration.key());
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(variables(registration));
      process = builder.start();
    } catch (IOException e) {
      return postponed("could not be run: " + Reply.cut(String.valueOf(e.getMessage())));
    }
    try {
      Output output = new Output(process.getInputStream());
      tell(process, registration);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return postponed("was still running after " + timeout.toSeconds() + " s, and was killed");
      }
      String said = output.last();
      log.info("exit {}: {}", process.exitValue(), said);
      return process.exitValue() == 0
          ? new Result.Delivered()
          : postponed(
              "ended with exit code "
                  + process.exitValue()
                  + (said.isBlank() ? "" : ": " + Reply.cut(said)));
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private Result postponed(String what) {
    return new Result.Postponed("the command " + command.getFirst() + " " + what, Duration.ZERO);
  }

  private void tell(Process process, Registration registration) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((FileFacts.of(registration) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It need not read what it does not need.
    }
  }

  private Map<String, String> variables(Registration registration) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("UPLOADED_ID", registration.id());
    variables.put("UPLOADED_PATH", registration.path().value());
    FileFacts.file(registration).ifPresent(file -> variables.put("UPLOADED_FILE", file));
    FileFacts.destination(registration)
        .ifPresent(name -> variables.put("UPLOADED_DESTINATION", name));
    variables.put("UPLOADED_KEY", registration.key().value());
    ObjectUrls.of(registration).ifPresent(url -> variables.put("UPLOADED_URL", url));
    variables.put("UPLOADED_SIZE", Long.toString(registration.length()));
    variables.put("UPLOADED_DIGEST", registration.identity().toString());
    variables.put("UPLOADED_AT", registration.storedAt().toString());
    return variables;
  }

  /** Reads what a program says, so that it is never held up, and keeps the end of it. */
  private static final class Output {
    private final StringBuilder kept = new StringBuilder();
    private final Thread reader;

    Output(InputStream from) {
      reader = Thread.startVirtualThread(() -> read(from));
    }

    private void read(InputStream from) {
      byte[] some = new byte[KEPT];
      try (from) {
        for (int n = from.read(some); n >= 0; n = from.read(some)) {
          keep(new String(some, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // It was killed.
      }
    }

    private synchronized void keep(String text) {
      kept.append(text);
      kept.delete(0, Math.max(0, kept.length() - KEPT));
    }

    private synchronized String kept() {
      return kept.toString();
    }

    /** A child of the program's may hold the stream open for long: it is not waited for. */
    String last() throws InterruptedException {
      boolean unused = reader.join(LAST_WORDS);
      return kept();
    }
  }
}
