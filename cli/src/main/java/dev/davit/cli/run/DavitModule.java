package dev.davit.cli.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.davit.core.Davit;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.Providers;
import dev.davit.core.spi.Surroundings;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Wires what a command needs. The one place that knows how the parts are found. */
final class DavitModule extends AbstractModule {
  private final Consumer<String> complaints;

  /** Makes it; {@code complaints} takes sentences for people. */
  DavitModule(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  @Provides
  @Singleton
  Surroundings surroundings() {
    return Surroundings.real();
  }

  @Provides
  @Singleton
  Machine machine() {
    return ServiceLoader.load(Machine.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no adapter to this machine is on the class path"));
  }

  @Provides
  @Singleton
  OutsideProviders providers() {
    OutsideProviders providers = new OutsideProviders(Providers.onClassPath().all(), complaints);
    Stream.of(
            Optional.ofNullable(System.getProperty("davit.home")).map(home -> home + "/providers"),
            Optional.ofNullable(System.getenv("DAVIT_PROVIDERS_DIR")))
        .flatMap(Optional::stream)
        .forEach(folder -> providers.loadFrom(Path.of(folder)));
    return providers;
  }

  @Provides
  @Singleton
  Davit davit(Surroundings surroundings, Machine machine, OutsideProviders providers) {
    return Davit.builder()
        .surroundings(surroundings)
        .machine(machine)
        .providers(providers.all())
        .build();
  }
}
