package dev.davit.cli.run;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.show.Terminal;
import dev.davit.cli.text.Say;
import dev.davit.core.Davit;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.StateOptions;
import java.io.BufferedOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out a verb that is no upload: wires it, tells people or machines, ends with a code. */
public final class Verb {
  private static final int BUFFER = 1 << 16;

  private final Console console;
  private final Optional<JsonLines> json;
  private final Defects defects;
  private @Nullable Injector injector;
  private @Nullable Target target;

  private Verb(Output output) {
    boolean machines = output == Output.JSON;
    console = machines ? Console.withoutResults() : Console.standard(Terminal.find());
    json =
        machines
            ? Optional.of(new JsonLines(new BufferedOutputStream(System.out, BUFFER)))
            : Optional.empty();
    Clock clock = Clock.system(ZoneId.systemDefault());
    defects = new Defects(false, new OutputFiles(clock).stamped("davit_defect", ".log"));
  }

  /** To whom a verb speaks. */
  public enum Output {
    /** To people. */
    TEXT,
    /** To machines. */
    JSON
  }

  /** What a verb does. */
  @FunctionalInterface
  public interface Work {
    /** Does it; what it throws is told, and decides the exit code. */
    ExitCode run(Verb verb) throws Exception;
  }

  /**
   * Runs a verb.
   *
   * @throws UsageException if what was typed cannot work
   */
  public static int run(Output output, Work work) {
    Verb verb = new Verb(output);
    try (Logs logs = Logs.to(verb.console)) {
      Verdict verdict = verb.verdict(work);
      verb.json.ifPresent(lines ->
          lines.exit(verdict.exitCode().number(), verdict.exitCode().meaning(), verdict.error()));
      return verdict.exitCode().number();
    }
  }

  private Verdict verdict(Work work) {
    try {
      return new Verdict(work.run(this), "");
    } catch (UsageException e) {
      throw e;
    } catch (SettingsException e) {
      return complain(target == null ? e : target.located(e));
    } catch (ProvisionException e) {
      return complain(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) { // the edge of the command: nothing passes as a bare trace
      return complain(e);
    }
  }

  private Verdict complain(Throwable cause) {
    Verdict verdict = Verdict.of(cause);
    String sentence =
        verdict.exitCode() == ExitCode.INTERNAL
            ? defects.record(Optional.of(cause), verdict.error())
            : SafeText.of(Say.lead(Leads.of(cause), verdict.error()));
    console.tell("davit: " + sentence);
    return verdict;
  }

  /** Says which destination it is about, so that a wrong setting can be found. */
  public Target about(Target about) {
    target = about;
    Wiring.checkScheme(about.destination().scheme(), davit().providers());
    return about;
  }

  /** Returns everything wired. */
  public Davit davit() {
    return injector().getInstance(Davit.class);
  }

  /** Returns where state is kept. */
  public Path stateDirectory(StateOptions state) {
    return injector().getInstance(Machine.class).stateDirectory(state);
  }

  private Injector injector() {
    Injector made = injector;
    if (made == null) {
      made =
          Guice.createInjector(
              new DavitModule(sentence -> console.tell("davit: " + SafeText.of(sentence))));
      injector = made;
    }
    return made;
  }

  /** Prints a line for people, if it is people who listen. */
  public void text(String line) {
    if (json.isEmpty()) {
      console.result(SafeText.of(line));
    }
  }

  /** Writes an object for machines, if it is machines that listen. */
  public void json(String event, JsonLines.Fields fields) {
    json.ifPresent(lines -> lines.line(event, fields));
  }
}
