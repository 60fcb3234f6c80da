package dev.davit.registrar.index;

import dev.davit.core.model.Destination;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Records a session's uploads in its index. A repeated delivery changes nothing. Content that comes
 * back after other content was at its key has its old registration id, but was stored later: the
 * time is part of the upload id, so that it counts as an upload.
 *
 * <p>What a run finds to be stored already counts as uploaded when it was found, once for each turn
 * that asks: the user means this file, whoever sent it before.
 */
public final class IndexRegistrar implements Registrar {
  /** The attribute that names the turn of an upload. */
  public static final String TURN = "turn";

  private static final int BATCH = 500;

  private final SessionIndex session;
  private final String store;
  private final Consumer<Recorded> listener;
  private volatile String lastError = "";

  /**
   * Records for one session.
   *
   * @param store the destination, as hits shall name it
   */
  public IndexRegistrar(SessionIndex session, String store) {
    this(session, store, recorded -> {});
  }

  /**
   * Records for one session, and says what.
   *
   * @param store the destination, as hits shall name it
   * @param listener hears what was recorded, also what was recorded before
   */
  public IndexRegistrar(SessionIndex session, String store, Consumer<Recorded> listener) {
    this.session = session;
    this.store = store;
    this.listener = listener;
  }

  /** Returns how hits name a destination: without its prefix, which is part of the key. */
  public static String store(Destination destination) {
    return destination.scheme().equals("local")
        ? "local:" + Path.of(destination.container()).toAbsolutePath().normalize()
        : destination.scheme() + "://" + destination.container();
  }

  /** Returns what an order adds to the registrations of its uploads. */
  public static Map<String, String> attributes(OptionalInt turn) {
    return turn.isPresent() ? Map.of(TURN, Integer.toString(turn.getAsInt())) : Map.of();
  }

  /** Returns why something could not be recorded this time, the last reason; empty if all was. */
  public String lastError() {
    return lastError;
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
      session.record(batch.stream().map(this::upload).toList()).forEach(listener);
      return Collections.nCopies(batch.size(), new Result.Delivered());
    } catch (IndexException e) {
      return Collections.nCopies(batch.size(), postponed(e));
    } catch (IllegalArgumentException e) {
      return batch.stream().map(this::alone).toList();
    }
  }

  private Result alone(Registration registration) {
    try {
      listener.accept(session.record(upload(registration)));
      return new Result.Delivered();
    } catch (IndexException e) {
      return postponed(e);
    } catch (IllegalArgumentException e) {
      lastError = String.valueOf(e.getMessage());
      return new Result.Refused(lastError);
    }
  }

  private Result postponed(IndexException e) {
    lastError = String.valueOf(e.getMessage());
    return new Result.Postponed(lastError, Duration.ZERO);
  }

  private UploadRecord upload(Registration registration) {
    String found = registration.attributes().get(Registration.PRESENT);
    UploadRecord upload =
        UploadRecord.of(
                registration.id() + "@" + registration.storedAt().toEpochMilli(),
                registration.path().value(),
                digest(registration.identity()),
                registration.length())
            .withObject(store, registration.key().value())
            .withAt(found == null ? registration.storedAt() : Instant.parse(found));
    String turn = registration.attributes().get(TURN);
    return turn == null ? upload : upload.withTurn(Integer.parseInt(turn));
  }

  private static String digest(Digest digest) {
    return digest.algorithm() == DigestAlgorithm.SHA256 ? digest.hex() : digest.toString();
  }
}
