package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import dev.davit.core.spi.Timer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the vendors' own tools keep keys, and where their clouds hand them out. */
final class VendorPlaces {
  private final Map<String, String> environment;
  private final Path home;
  private final Timer timer;
  private final Fetched fetched;

  VendorPlaces(Map<String, String> environment, Path home, Timer timer) {
    this.environment = environment;
    this.home = home;
    this.timer = timer;
    fetched = fetched(environment);
  }

  /** Returns what fetches; tests and unusual networks say where the metadata services are. */
  static Fetched fetched(Map<String, String> environment) {
    return new Fetched(
        environment.getOrDefault("DAVIT_OSS_METADATA_ENDPOINT", "http://100.100.100.200"),
        environment.getOrDefault("DAVIT_TOS_METADATA_ENDPOINT", "http://100.96.0.96"));
  }

  /** Returns them for a scope, in the order in which they are tried. */
  List<Place> of(CredentialScope scope) {
    List<Place> places = new ArrayList<>();
    if (scope.scheme().equals("oss")) {
      places.add(file(home.resolve(".ossutilconfig"), ""));
      places.add(file(variable("OSS_CREDENTIAL_PROFILES_FILE", ".oss/credentials"), ""));
      places.add(file(home.resolve(".aliyun/config.json"), profile()));
      places.add(
          file(variable("ALIBABA_CLOUD_CREDENTIALS_FILE", ".alibabacloud/credentials"), profile()));
    }
    String process = "DAVIT_" + scope.scheme().toUpperCase(Locale.ROOT) + "_CREDENTIAL_PROCESS";
    value(process)
        .ifPresent(
            command -> places.add(new FetchedPlace(process, any -> fetched.process(command))));
    if (scope.scheme().equals("oss")) {
      value("ALIBABA_CLOUD_CREDENTIALS_URI")
          .ifPresent(uri ->
              places.add(
                  new FetchedPlace("ALIBABA_CLOUD_CREDENTIALS_URI", any -> fetched.uri(uri))));
      role("ALIBABA_CLOUD_ECS_METADATA").ifPresent(places::add);
    } else if (scope.scheme().equals("tos")) {
      role("TOS_ECS_ROLE").ifPresent(places::add);
    }
    return places;
  }

  private Optional<Place> role(String variable) {
    if (value(variable + "_DISABLED").filter("true"::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    String role = value(variable).orElse("");
    return Optional.of(new FetchedPlace("the machine's role", scope -> fetched.role(role, scope)));
  }

  private Place file(Path file, String profile) {
    return new KeyFile(file, profile, fetched, timer);
  }

  private Path variable(String name, String otherwise) {
    return value(name).map(Path::of).orElseGet(() -> home.resolve(otherwise));
  }

  private String profile() {
    return value("ALIBABA_CLOUD_PROFILE").orElse("");
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
