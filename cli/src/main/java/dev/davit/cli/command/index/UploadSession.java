package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import dev.davit.core.port.Registrar;
import dev.davit.core.usecase.Upload;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.IndexRegistrar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Has uploads recorded in a session of the index, if one is named. */
public final class UploadSession extends IndexOptions {

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = {
        "Record what is uploaded, and what is there already, in a session of the index; \"davit"
            + " index open\" makes one."
      })
  private @Nullable String session;

  @Option(
      names = "--turn",
      paramLabel = "N",
      description = "The number of the message that brings the files, from 0.")
  private @Nullable Integer turn;

  /**
   * Runs an upload.
   *
   * @param destination of the order
   * @param run carries the order out
   * @throws UsageException if there is no such session
   */
  public int during(Upload.Builder order, Destination destination, Callable<Integer> run)
      throws Exception {
    if (session == null || session.isBlank()) {
      if (turn != null) {
        throw new UsageException(Say.of("--turn says nothing without --session"));
      }
      return run.call();
    }
    if (turn != null && turn < 0) {
      throw new UsageException(Say.of("--turn must be at least 0, not {0}", turn));
    }
    String name = session;
    return IndexCommand.run(() -> recorded(name, order, destination, run));
  }

  private int recorded(
      String name, Upload.Builder order, Destination destination, Callable<Integer> run)
      throws Exception {
    try (FileIndex index = open()) {
      IndexRegistrar registrar =
          new IndexRegistrar(
              SessionOption.find(index, this, name), IndexRegistrar.store(destination));
      Upload typed = order.build();
      List<Registrar> registrars = new ArrayList<>(typed.registrars());
      registrars.add(registrar);
      Map<String, String> attributes = new HashMap<>(typed.registrationAttributes());
      attributes.putAll(
          IndexRegistrar.attributes(turn == null ? OptionalInt.empty() : OptionalInt.of(turn)));
      order
          .registrars(registrars)
          .registrationAttributes(attributes)
          .telling(Upload.Telling.PRESENT);
      int status = run.call();
      if (!registrar.lastError().isEmpty()) {
        System.err.println(
            "davit: "
                + Say.of(
                    "some files are not in the session yet: {0}; they wait, and the next run with"
                        + " this session brings them in",
                    registrar.lastError()));
      }
      return status;
    }
  }
}
