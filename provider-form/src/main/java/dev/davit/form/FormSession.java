package dev.davit.form;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One form with one file. */
final class FormSession implements UploadSession {
  private final UploadRequest request;
  private final FormCalls calls;
  private boolean demanded;
  private volatile @Nullable StoredObject receipt;

  FormSession(UploadRequest request, FormCalls calls) {
    this.request = request;
    this.calls = calls;
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
    receipt = calls.post(request, body);
  }

  @Override
  public void answer(Demand.Hash demand, Digest digest) {
    throw new IllegalStateException("no digest was demanded");
  }

  @Override
  public boolean oneRequest() {
    return true;
  }

  /** What a form post has begun cannot be gone on with. */
  @Override
  public Optional<ResumeToken> token() {
    return Optional.empty();
  }

  @Override
  public StoredObject complete() {
    StoredObject stored = receipt;
    if (stored == null) {
      throw new IllegalStateException("completed before it was supplied");
    }
    return stored;
  }

  @Override
  public void abort() {
    // nothing is there until all of it is
  }

  @Override
  public void close() {
    // holds nothing
  }
}
