package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.run.CountedRegistrar;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.usecase.Upload;
import dev.davit.registrar.delivery.CommandRegistrar;
import dev.davit.registrar.delivery.CommandWords;
import dev.davit.registrar.delivery.Endpoint;
import dev.davit.registrar.delivery.FileFacts;
import dev.davit.registrar.delivery.ObjectUrls;
import dev.davit.registrar.delivery.TaskFileRegistrar;
import dev.davit.registrar.delivery.WebhookRegistrar;
import dev.davit.registrar.index.IndexRegistrar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told of what was uploaded. */
final class RegistrarOptions {
  /** The variable that names the API's base, as the workspace uploader has it. */
  private static final String BASE = "MAGIC_API_SERVICE_BASE_URL";

  @Option(
      names = "--task-id",
      paramLabel = "ID",
      description = {
        "Register what is uploaded with this task of a task-file API, which --register-url or"
            + " $MAGIC_API_SERVICE_BASE_URL names."
      })
  private @Nullable String taskId;

  @Option(
      names = "--organization-code",
      paramLabel = "CODE",
      description = "For this organization; $SUPER_MAGIC_ORGANIZATION_CODE unless given.")
  private @Nullable String organization;

  @Option(
      names = "--register-url",
      paramLabel = "URL",
      description = "The base of the task-file API, such as http://127.0.0.1:9501/v1.")
  private @Nullable String base;

  @Option(
      names = "--register-path",
      paramLabel = "PATH",
      description = {
        "What follows the base; /api/super-agent/file/process-attachments unless given."
      })
  private String path = TaskFileRegistrar.PATH;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Post what was uploaded to a URL, as Standard Webhooks says.")
  private @Nullable String webhook;

  @Option(
      names = "--webhook-secret-from",
      paramLabel = "FILE",
      description = {
        "Sign what is posted with the secret in FILE, or in a variable: env:NAME. No secret is"
            + " ever taken from the command line."
      })
  private @Nullable String webhookSecret;

  @Option(
      names = "--on-uploaded",
      paramLabel = "COMMAND",
      description = {
        "Run a program for each uploaded file, without a shell; $UPLOADED_KEY and others, and JSON"
            + " on standard input, say which file it is."
      })
  private @Nullable String command;

  @Option(
      names = "--register-headers",
      paramLabel = "FILE",
      description = "Add the headers in FILE, a line NAME: VALUE each, to requests of both kinds.")
  private @Nullable String headers;

  @Option(
      names = "--register-timeout",
      paramLabel = "DURATION",
      converter = PaceOptions.Seconds.class,
      description = "How long an answer or a program may take; 60s unless given.")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--register-all", description = "Tell of files that were uploaded before, too.")
  private boolean all;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Under which address others find what is uploaded: URL/KEY.")
  private @Nullable String publicUrl;

  /**
   * What others than the command line say of what is registered.
   *
   * @param sandbox the sandbox that uploads are for
   * @param organization the organization, if nobody names another
   * @param host under which address objects are told to others, if nobody names another
   */
  record Scope(Optional<String> sandbox, Optional<String> organization, Optional<String> host) {}

  /**
   * Tells an order who is to be told.
   *
   * @param scopes asked if anybody is
   * @throws UsageException if something of it cannot work
   */
  void apply(Configuration configuration, Upload.Builder order, Supplier<Scope> scopes) {
    Upload typed = order.build();
    List<Registrar> registrars = new ArrayList<>(typed.registrars());
    Map<String, String> attributes = new LinkedHashMap<>(typed.registrationAttributes());
    List<Registrar> mine = registrars(configuration);
    if (mine.isEmpty()) {
      return;
    }
    Scope scope = scopes.get();
    mine.forEach(each -> registrars.add(new CountedRegistrar(each, all)));
    put(attributes, TaskFileRegistrar.TASK_ID, taskId());
    put(
        attributes,
        TaskFileRegistrar.ORGANIZATION_CODE,
        given(organization)
            .or(() -> configuration.foreign("SUPER_MAGIC_ORGANIZATION_CODE").map(Sourced::value))
            .or(scope::organization));
    put(attributes, TaskFileRegistrar.SANDBOX_ID, scope.sandbox());
    put(attributes, ObjectUrls.HOST, given(publicUrl).or(scope::host));
    if (webhook != null || command != null) {
      put(attributes, FileFacts.SOURCE, source(typed.sources()));
      attributes.put(FileFacts.DESTINATION, IndexRegistrar.store(typed.destination()));
    }
    order.registrars(registrars).registrationAttributes(attributes);
    if (all) {
      order.telling(Upload.Telling.PRESENT);
    }
  }

  /**
   * Returns who is to be told.
   *
   * @throws UsageException if something of it cannot work
   */
  List<Registrar> registrars(Configuration configuration) {
    List<Registrar> registrars = new ArrayList<>();
    taskFileApi(configuration)
        .ifPresent(
            url -> registrars.add(new TaskFileRegistrar(endpoint(url), Surroundings.real())));
    if (webhook != null) {
      registrars.add(webhook(url("--webhook", webhook)));
    } else if (webhookSecret != null) {
      throw new UsageException(Say.of("--webhook-secret-from says nothing without --webhook"));
    }
    given(command)
        .map(RegistrarOptions::words)
        .ifPresent(words -> registrars.add(new CommandRegistrar(words, timeout)));
    return registrars;
  }

  /** Takes the task-file API that the environment names, whether a task is named or not. */
  void takeApi(Configuration configuration) {
    base = given(base).or(() -> configuration.foreign(BASE).map(Sourced::value)).orElse(null);
  }

  /** Registration is asked for by a task, or by naming the API on purpose. */
  private Optional<URI> taskFileApi(Configuration configuration) {
    if (taskId().isEmpty() && base == null) {
      return Optional.empty();
    }
    Optional<String> where = given(base).or(() -> configuration.foreign(BASE).map(Sourced::value));
    if (where.isEmpty()) {
      System.err.println(
          "davit: "
              + Say.of(
                  "registration is off: a task is named, but neither --register-url nor"
                      + " $MAGIC_API_SERVICE_BASE_URL says where the task-file API is"));
      return Optional.empty();
    }
    String below = path.startsWith("/") ? path : "/" + path;
    String name = base == null ? "$" + BASE : "--register-url";
    return Optional.of(url(name, where.get().strip().replaceFirst("/+$", "") + below));
  }

  private Registrar webhook(URI url) {
    try {
      return new WebhookRegistrar(
          endpoint(url),
          given(webhookSecret).map(where -> SecretTexts.secret("--webhook-secret-from", where)),
          Surroundings.real());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("{0}: {1}", "--webhook-secret-from", String.valueOf(e.getMessage())));
    }
  }

  private Endpoint endpoint(URI url) {
    return new Endpoint(
        url,
        headers == null ? Map.of() : SecretTexts.headers("--register-headers", headers),
        timeout);
  }

  private static URI url(String option, String text) {
    try {
      return Endpoint.url(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("{0} is not a URL to register at: {1}", option, String.valueOf(e.getMessage())));
    }
  }

  private static List<String> words(String command) {
    List<String> words;
    try {
      words = CommandWords.of(command);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("--on-uploaded cannot be run: {0}", String.valueOf(e.getMessage())));
    }
    String program = words.getFirst();
    if (!CommandWords.runs(program, System.getenv().getOrDefault("PATH", ""))) {
      throw new UsageException(
          Say.of(
              "--on-uploaded: there is no program {0} that can be run; for what a shell does, say"
                  + " sh -c '…'",
              program));
    }
    return words;
  }

  private static Optional<String> source(List<Path> sources) {
    if (sources.size() != 1) {
      return Optional.empty();
    }
    Path source = sources.getFirst().toAbsolutePath().normalize();
    Path parent = source.getParent();
    return Optional.of(
        (Files.isRegularFile(source) && parent != null ? parent : source).toString());
  }

  private Optional<String> taskId() {
    return given(taskId);
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
  }

  private static void put(Map<String, String> map, String name, Optional<String> value) {
    value.ifPresent(text -> map.put(name, text));
  }
}
