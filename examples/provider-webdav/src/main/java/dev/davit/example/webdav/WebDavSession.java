package dev.davit.example.webdav;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts the content beside its place, and moves it there when it is whole: servers keep what arrived
 * of a PUT that broke off.
 */
final class WebDavSession implements UploadSession {
  private final WebDavCalls calls;
  private final UploadRequest request;
  private final String scratch = WebDavStorage.SCRATCH + "/" + UUID.randomUUID();
  private boolean demanded;
  private volatile boolean supplied;
  private boolean moved;

  WebDavSession(WebDavCalls calls, UploadRequest request) {
    this.calls = calls;
    this.request = request;
    if (onlyIfAbsent() && calls.look(key()).isPresent()) {
      throw taken();
    }
  }

  @Override
  public Demand next() {
    if (demanded) {
      return new Demand.Done();
    }
    demanded = true;
    return new Demand.Send(1, new ByteRange(0, request.length()));
  }

  @Override
  public void supply(Demand.Send demand, Body body) throws IOException {
    supplied = true;
    calls.put(scratch, body);
  }

  @Override
  public void answer(Demand.Hash demand, Digest digest) {
    throw new IllegalStateException("no digest was demanded");
  }

  @Override
  public Optional<ResumeToken> token() {
    return Optional.empty();
  }

  @Override
  public StoredObject complete() {
    long arrived = calls.look(scratch).map(Found::length).orElse(-1L);
    if (arrived != request.length()) {
      throw new Transient(
          WebDavErrors.where("PUT", key()), "the server has " + arrived + " bytes of it", null);
    }
    refuseFolder();
    int status = calls.move(scratch, key(), request.overwrite() == Overwrite.REPLACE);
    if (status == 409 || status == 404 || status == 403) {
      calls.makeFolders(key());
      status = calls.move(scratch, key(), request.overwrite() == Overwrite.REPLACE);
    }
    if (status == 412) {
      throw taken();
    }
    WebDavErrors.check("MOVE", key(), status);
    moved = true;
    return calls
        .look(key())
        .map(found -> found.at(request.key()))
        .orElseThrow(() ->
            new StorageException.Indeterminate(
                WebDavErrors.where("MOVE", key()), "it is not where it was moved", null));
  }

  /** A MOVE onto a folder deletes all that is in it (RFC 4918, section 9.9.3). */
  private void refuseFolder() {
    if (calls.look(key()).filter(Found::folder).isPresent()) {
      throw new Rejected(WebDavErrors.where("MOVE", key()), "there is a folder of that name", null);
    }
  }

  @Override
  public void abort() {
    calls.delete(scratch);
  }

  /** Nobody can go on with it, so what is there is of no use. */
  @Override
  public void close() {
    if (supplied && !moved) {
      try {
        abort();
      } catch (StorageException e) {
        // it lies where it can be found and deleted by hand
      }
    }
  }

  private String key() {
    return request.key().value();
  }

  private boolean onlyIfAbsent() {
    return request.overwrite() == Overwrite.ONLY_IF_ABSENT;
  }

  private Conflict taken() {
    return new Conflict(WebDavErrors.where("MOVE", key()), "there is an object already", null);
  }
}
