package dev.davit.core.support;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.MultipartCalls.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * An upload whose demands are known in advance: the whole content at once, or the parts of a plan.
 */
public final class MultipartSession {

  private MultipartSession() {}

  /** Begins an upload in one request; free of network. */
  public static UploadSession whole(UploadRequest request, MultipartCalls calls) {
    return new Whole(request, calls);
  }

  /** Begins an upload in parts. */
  public static UploadSession parts(UploadRequest request, PartPlan plan, MultipartCalls calls) {
    String uploadId = calls.create(request);
    return new Parts(request, plan, calls, uploadId, List.of());
  }

  /**
   * Goes on with an upload in parts: asks the destination which it has, and demands the others.
   *
   * @param scheme for error messages
   * @throws Missing if the destination does not know the upload, or the token is not of this plan
   */
  public static UploadSession resume(
      String scheme, UploadRequest request, ResumeToken token, MultipartCalls calls) {
    String[] fields = token.value().split(" ", 2);
    if (fields.length != 2 || !fields[0].matches("[1-9]\\d{0,17}") || request.length() == 0) {
      throw new Missing(
          Where.of(scheme, "resume", request.key().value()),
          Missing.What.UPLOAD,
          "the resume token is not one of ours",
          null);
    }
    PartPlan plan = PartPlan.withPartLength(request.length(), Long.parseLong(fields[0]));
    List<Part> there = calls.listParts(request, fields[1]);
    return new Parts(request, plan, calls, fields[1], there);
  }

  private static final class Whole implements UploadSession {
    private final UploadRequest request;
    private final MultipartCalls calls;
    private boolean demanded;
    private volatile @Nullable StoredObject receipt;

    Whole(UploadRequest request, MultipartCalls calls) {
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
      receipt = calls.put(request, body);
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      throw new IllegalStateException("no digest was demanded");
    }

    @Override
    public boolean oneRequest() {
      return true;
    }

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
      // one request: it either happened or left nothing
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static final class Parts implements UploadSession {
    private final UploadRequest request;
    private final PartPlan plan;
    private final MultipartCalls calls;
    private final String uploadId;
    private final Map<Integer, Part> parts = new ConcurrentSkipListMap<>();
    private int number;

    Parts(
        UploadRequest request,
        PartPlan plan,
        MultipartCalls calls,
        String uploadId,
        List<Part> there) {
      this.request = request;
      this.plan = plan;
      this.calls = calls;
      this.uploadId = uploadId;
      for (Part part : there) {
        if (fits(part)) {
          parts.put(part.number(), part);
        }
      }
    }

    /** A part of another length, left by who knows whom, is sent again and thereby replaced. */
    private boolean fits(Part part) {
      return part.number() >= 1
          && part.number() <= plan.parts()
          && part.length() == plan.range(part.number()).length();
    }

    @Override
    public Demand next() {
      do {
        number++;
      } while (number <= plan.parts() && parts.containsKey(number));
      return number > plan.parts()
          ? new Demand.Done()
          : new Demand.Send(number, plan.range(number));
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      int part = Math.toIntExact(demand.id());
      parts.put(part, calls.uploadPart(request, uploadId, part, body));
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      throw new IllegalStateException("no digest was demanded");
    }

    @Override
    public Optional<ResumeToken> token() {
      return Optional.of(new ResumeToken(plan.partLength() + " " + uploadId));
    }

    @Override
    public StoredObject complete() {
      if (parts.size() != plan.parts()) {
        throw new IllegalStateException(
            "completed with " + parts.size() + " of " + plan.parts() + " parts");
      }
      return calls.complete(request, uploadId, List.copyOf(parts.values()));
    }

    @Override
    public void abort() {
      calls.abort(request, uploadId);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
