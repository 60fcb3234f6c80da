package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.ServerTransfers;
import dev.davit.core.port.ServerTransfers.Transfer;
import dev.davit.core.port.Storage;
import java.util.Locale;
import java.util.stream.Stream;

/** Carries out {@code davit status DESTINATION}. */
public final class TransfersRun {
  private static final double PERCENT = 100;

  private final Verb verb;
  private final Target target;
  private long shown;

  /** Prepares it. */
  public TransfersRun(Verb verb, Target target) {
    this.verb = verb;
    this.target = verb.about(target);
  }

  /** Does it. */
  public ExitCode run() {
    String prefix = target.destination().prefix();
    try (Storage storage = verb.davit().connect(target.destination(), target.values());
        Stream<Transfer> transfers =
            transfers(storage).transfers(prefix.isEmpty() ? "" : prefix + "/")) {
      transfers.forEach(this::tell);
    }
    if (shown == 0) {
      verb.text(Say.of("{0} carries nothing on.", target.typed()));
    }
    return ExitCode.OK;
  }

  private ServerTransfers transfers(Storage storage) {
    return storage
        .facet(ServerTransfers.class)
        .orElseThrow(() ->
            new StorageException.Unsupported(
                StorageException.Where.of(target.destination().scheme(), "status", ""),
                Say.of(
                    "this destination has stored what it has taken; there is nothing to wait for")));
  }

  private void tell(Transfer transfer) {
    shown++;
    String state = transfer.state().name().toLowerCase(Locale.ROOT);
    double percent = PERCENT * transfer.moved() / Math.max(1, transfer.length());
    verb.text(
        String.format(
            Locale.ROOT,
            "%-8s %3.0f %% of %10s  %s%s",
            said(transfer.state()),
            percent,
            Words.bytes(transfer.length()),
            transfer.place(),
            transfer.note().isEmpty() ? "" : "  (" + transfer.note() + ")"));
    verb.json(
        "transfer",
        json -> {
          json.writeStringField("place", transfer.place());
          json.writeStringField("state", state);
          json.writeNumberField("bytes", transfer.length());
          json.writeNumberField("moved", transfer.moved());
          json.writeStringField("note", transfer.note());
        });
  }

  private static String said(Transfer.State state) {
    return switch (state) {
      case WAITING -> Say.of("waiting");
      case MOVING -> Say.of("moving");
      case PAUSED -> Say.of("paused");
      case FINISHED -> Say.of("finished");
      case FAILED -> Say.of("failed");
    };
  }
}
