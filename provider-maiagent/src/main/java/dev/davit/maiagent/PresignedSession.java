package dev.davit.maiagent;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way: a ticket, the bytes, the registration. Nothing is visible before the last.
 *
 * <p>A registration whose answer was lost is looked for before it is repeated; should both have
 * happened after all, the second is removed again. An older file of the same name is removed only
 * when the newer one is registered.
 */
final class PresignedSession implements UploadSession {
  private final UploadRequest request;
  private final String name;
  private final Api api;
  private final Catalog catalog;
  private final Registering registering;
  private final Set<String> before;
  private boolean demanded;
  private volatile @Nullable Ticket ticket;
  private volatile Optional<Digest> proof = Optional.empty();
  private boolean unsure;
  private @Nullable Held registered;

  /** Begins; asks nothing but, once for all, what is there. */
  PresignedSession(
      UploadRequest request, String name, Api api, Catalog catalog, Registering registering) {
    this.request = request;
    this.name = name;
    this.api = api;
    this.catalog = catalog;
    this.registering = registering;
    List<Held> older = catalog.at(name);
    refuseIfTaken(older);
    before = older.stream().map(Held::id).collect(Collectors.toSet());
  }

  private void refuseIfTaken(List<Held> older) {
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT && !older.isEmpty()) {
      throw new Conflict(
          api.errors().where("register", request.key().value()), "the name is taken", null);
    }
  }

  @Override
  public Demand next() {
    if (demanded) {
      return new Demand.Done();
    }
    demanded = true;
    return new Demand.Send(1, ByteRange.whole(request.length()));
  }

  @Override
  public void supply(Demand.Send demand, Body body) throws IOException {
    Ticket to = ticket;
    ticket = null; // one that was refused, or got old while its answer was lost, is not used again
    if (to == null) {
      to = api.presign(request.key(), request.length());
    }
    proof = api.send(to, request.key(), body);
    ticket = to;
  }

  @Override
  public void answer(Demand.Hash demand, Digest digest) {
    throw new IllegalStateException("no digest was demanded");
  }

  /** What a form post has begun cannot be gone on with. */
  @Override
  public Optional<ResumeToken> token() {
    return Optional.empty();
  }

  @Override
  public StoredObject complete() {
    Lock lock = catalog.lockOf(name); // two newer files must not each take the other for older
    lock.lock();
    try {
      return completed();
    } finally {
      lock.unlock();
    }
  }

  private StoredObject completed() {
    Held mine = registered == null ? register() : registered;
    registered = mine;
    if (unsure) {
      removeTwins(mine);
      unsure = false;
    }
    for (Held older : catalog.at(name)) {
      if (!older.id().equals(mine.id()) && replaces(older)) {
        catalog.remove(older);
      }
    }
    StoredObject stored = mine.as(request.key());
    boolean told = mine.size() > 0 && proof.isEmpty();
    return (told ? stored : length(stored)).withDigests(proof.stream().toList());
  }

  /** The object store took exactly this many; the service may not have looked yet. */
  private StoredObject length(StoredObject stored) {
    StoredObject whole =
        StoredObject.of(request.key(), request.length())
            .withVersion(stored.version().orElseThrow())
            .withIndexState(stored.indexState().orElseThrow());
    return stored.lastModified().map(whole::withLastModified).orElse(whole);
  }

  private boolean replaces(Held older) {
    return request.overwrite() == Overwrite.REPLACE || !before.contains(older.id());
  }

  private Held register() {
    Ticket sent = ticket;
    if (sent == null) {
      throw new IllegalStateException("completed before it was supplied");
    }
    if (unsure) {
      Optional<Held> happened = mine(sent).stream().findFirst();
      if (happened.isPresent()) {
        catalog.added(happened.get());
        return happened.get();
      }
    }
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT) {
      refuseIfTaken(catalog.ask(name));
    }
    try {
      Held held = registering.register(new Api.Item(sent.key(), name, request.length()));
      Held named =
          new Held(held.id(), name, held.file(), held.size(), held.status(), held.createdAt());
      catalog.added(named);
      return named;
    } catch (Indeterminate e) {
      unsure = true;
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new Transient(e.where(), String.valueOf(e.getMessage()), e.getCause());
    }
  }

  /** Returns what our own registrations made: of this very object in the store. */
  private List<Held> mine(Ticket sent) {
    List<Held> there =
        catalog.ask(name).stream().filter(file -> !before.contains(file.id())).toList();
    List<Held> certain = there.stream().filter(file -> file.file().contains(sent.key())).toList();
    return certain.isEmpty()
        ? there.stream()
            .filter(file -> file.file().isEmpty() && file.size() == request.length())
            .toList()
        : certain;
  }

  private void removeTwins(Held kept) {
    Ticket sent = ticket;
    if (sent != null) {
      mine(sent).stream()
          .filter(twin -> !twin.id().equals(kept.id()))
          .filter(twin -> twin.file().contains(sent.key()))
          .forEach(catalog::remove);
    }
  }

  @Override
  public void abort() {
    Held mine = registered;
    if (mine != null) {
      catalog.remove(mine);
      registered = null;
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
