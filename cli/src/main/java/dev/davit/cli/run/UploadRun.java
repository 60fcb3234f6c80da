package dev.davit.cli.run;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.davit.cli.report.EventStream;
import dev.davit.cli.report.FailedList;
import dev.davit.cli.report.KeptReports;
import dev.davit.cli.report.RunReport;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.show.Terminal;
import dev.davit.cli.text.Say;
import dev.davit.core.Davit;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.Watch;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out {@code davit up}, from opening the log to the exit code. */
public final class UploadRun {
  private static final int BUFFER = 1 << 16;

  private final Orders orders;
  private final Optional<Function<Upload, Watch>> endless;
  private final Clock clock = Clock.system(ZoneId.systemDefault());
  private final OutputFiles files = new OutputFiles(clock);
  private final Terminal terminal = Terminal.find();
  private final Console console;
  private final Telling telling;
  private final Defects defects;
  private final Aftermath aftermath;
  private final List<Path> own = new ArrayList<>();
  private final Stop stop = new Stop();
  private final Stopping stopping;
  private @Nullable Machine machine;
  private Optional<InetSocketAddress> metricsAt = Optional.empty();

  /** Prepares it. */
  public UploadRun(Orders orders) {
    this(orders, Optional.empty());
  }

  /** Prepares a run that ends only when it is asked to. */
  public static UploadRun watching(Orders orders, Function<Upload, Watch> watch) {
    return new UploadRun(orders, Optional.of(watch));
  }

  private UploadRun(Orders orders, Optional<Function<Upload, Watch>> endless) {
    this.orders = orders;
    this.endless = endless;
    console = json() ? Console.withoutResults() : Console.standard(terminal);
    telling = new Telling(orders, console, terminal, endless.isPresent());
    boolean verbose = orders.output() == Orders.Output.VERBOSE;
    defects = new Defects(verbose, files.stamped("davit_defect", ".log"));
    aftermath = new Aftermath(orders, console, defects);
    stopping = new Stopping(stop, console, Runtime.getRuntime()::halt);
  }

  /** Shows figures at an address, if there is one, while it goes on. */
  public UploadRun showing(Optional<InetSocketAddress> metricsAt) {
    this.metricsAt = metricsAt;
    return this;
  }

  /**
   * Does it.
   *
   * @throws UsageException if a file cannot be written, or nothing knows the destination
   */
  public ExitCode run() {
    try (Logs logs = Logs.to(console)) {
      orders.failedList().map(Path::toAbsolutePath).ifPresent(own::add);
      orders.logFile().map(files::logFile).ifPresent(file -> logTo(logs, file));
      if (json()) {
        stream();
      }
      Optional<RunReport> report = orders.report().map(files::report).map(this::report);
      try {
        orders.absent().sentences().forEach(telling::note);
        return orders.absent().everything() ? aftermath.skipped() : upload();
      } finally {
        report.ifPresent(UploadRun::close);
      }
    }
  }

  private ExitCode upload() {
    try {
      stopping.arm();
      Signals.listen("WINCH", name -> terminal.resized());
      Upload upload = order();
      Davit davit = wire(upload);
      Wiring.checkScheme(upload.destination().scheme(), davit.providers());
      Optional<Watch> watch = endless.map(made -> made.apply(upload));
      try (AutoCloseable unused = metering(davit, upload, watch)) {
        Summary summary =
            watch.isPresent()
                ? watch(davit, watch.get())
                : telling.during(listener -> davit.upload(upload, listener));
        return aftermath.finished(summary, stopping.exitCode());
      }
    } catch (UsageException e) {
      throw e;
    } catch (SettingsException e) {
      return aftermath.failed(orders.target().located(e));
    } catch (ProvisionException e) {
      return aftermath.failed(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) { // the edge of the command: nothing passes as a bare trace
      return aftermath.failed(e);
    }
  }

  private AutoCloseable metering(Davit davit, Upload upload, Optional<Watch> watch) {
    return metricsAt.isEmpty()
        ? () -> {}
        : Metering.start(
            metricsAt.get(), clock, davit, upload, watch.map(Watch::monitor), telling);
  }

  private Summary watch(Davit davit, Watch watch) throws InterruptedException {
    try (ServiceManager manager = ServiceManager.find(machine())) {
      telling.heard(manager);
      return telling.during(listener -> davit.watch(watch, listener));
    }
  }

  /** What the run writes itself is not lifted, where it lies in a source. */
  private Upload order() {
    SourceOptions options = orders.upload().build().sourceOptions();
    List<Path> never = new ArrayList<>(options.neverBelow());
    never.addAll(own);
    return orders.upload().sourceOptions(options.withNeverBelow(never)).stop(stop).build();
  }

  private Davit wire(Upload upload) {
    Injector injector =
        Guice.createInjector(
            new DavitModule(sentence -> console.tell("davit: " + SafeText.of(sentence))));
    machine = injector.getInstance(Machine.class);
    Path state = machine().stateDirectory(upload.stateOptions());
    defects.orBeside(state);
    aftermath.place(Say.of("State"), state);
    if (endless.isPresent()) {
      return injector.getInstance(Davit.class); // lists of all files would grow without end
    }
    KeptReports pages = new KeptReports(state, files.stamped("report", ".html"));
    telling.reported(pages);
    aftermath.keep(pages);
    orders.failedList().ifPresent(file -> telling.listed(FailedList.to(file)));
    if (!orders.dryRun()) {
      telling.listed(FailedList.ofEachJob(state));
    }
    return injector.getInstance(Davit.class);
  }

  private Machine machine() {
    return requireNonNull(machine);
  }

  private boolean json() {
    return orders.output() == Orders.Output.JSON;
  }

  private void stream() {
    EventStream events =
        new EventStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER), clock);
    telling.streamed(events);
    aftermath.stream(events);
  }

  private void logTo(Logs logs, Path file) {
    own.add(file.toAbsolutePath());
    boolean verbose = orders.output() == Orders.Output.VERBOSE;
    OutputFiles.open(logs, file, verbose ? Level.DEBUG : Level.INFO);
    telling.logged();
    defects.logTo(file);
    aftermath.place(Say.of("Log"), file);
  }

  private RunReport report(Path file) {
    own.add(file.toAbsolutePath());
    RunReport report = OutputFiles.begin(file);
    telling.reported(report);
    aftermath.report(report);
    aftermath.place(Say.of("Report"), file);
    return report;
  }

  private static void close(RunReport report) {
    try {
      report.close();
    } catch (IOException e) {
      // its parts were unnamed files
    }
  }
}
