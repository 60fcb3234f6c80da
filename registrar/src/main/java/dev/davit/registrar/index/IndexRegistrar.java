package dev.davit.registrar.index;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Records a session's uploads in its index. A repeated delivery changes nothing. Content that comes
 * back after other content was at its key has its old registration id, but was stored later: the
 * time is part of the upload id, so that it counts as an upload.
 */
public final class IndexRegistrar implements Registrar {
  /** The attribute that names the turn of an upload, where it is not the registrar's. */
  public static final String TURN = "turn";

  private static final int BATCH = 500;

  private final SessionIndex session;
  private final String store;
  private final OptionalInt turn;

  /**
   * Records for one session.
   *
   * @param store the destination, as hits shall name it
   * @param turn number of the user message that asked for the uploads, if known
   */
  public IndexRegistrar(SessionIndex session, String store, OptionalInt turn) {
    this.session = session;
    this.store = store;
    this.turn = turn;
  }

  @Override
  public String name() {
    return "index:" + session.handle().value();
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public List<Result> register(List<Registration> batch) {
    try {
      session.record(batch.stream().map(this::upload).toList());
      return Collections.nCopies(batch.size(), new Result.Delivered());
    } catch (IndexException e) {
      return Collections.nCopies(
          batch.size(), new Result.Postponed(String.valueOf(e.getMessage()), Duration.ZERO));
    } catch (IllegalArgumentException e) {
      return batch.stream().map(this::alone).toList();
    }
  }

  private Result alone(Registration registration) {
    try {
      session.record(upload(registration));
      return new Result.Delivered();
    } catch (IndexException e) {
      return new Result.Postponed(String.valueOf(e.getMessage()), Duration.ZERO);
    } catch (IllegalArgumentException e) {
      return new Result.Refused(String.valueOf(e.getMessage()));
    }
  }

  private UploadRecord upload(Registration registration) {
    UploadRecord upload =
        UploadRecord.of(
                registration.id() + "@" + registration.storedAt().toEpochMilli(),
                registration.path().value(),
                digest(registration.identity()),
                registration.length())
            .withObject(store, registration.key().value())
            .withAt(registration.storedAt());
    String named = registration.attributes().get(TURN);
    if (named != null) {
      return upload.withTurn(Integer.parseInt(named));
    }
    return turn.isPresent() ? upload.withTurn(turn.getAsInt()) : upload;
  }

  private static String digest(Digest digest) {
    return digest.algorithm() == DigestAlgorithm.SHA256 ? digest.hex() : digest.toString();
  }
}
