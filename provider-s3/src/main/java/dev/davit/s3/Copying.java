package dev.davit.s3;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.support.MultipartCalls.Part;
import dev.davit.core.support.PartPlan;
import java.util.ArrayList;
import java.util.List;

/** Copies within the bucket: at once, or in parts where an object is too large for that. */
final class Copying {
  private static final long AT_ONCE = 5L << 30;
  private static final long PART = 1L << 30;

  private final S3Settings settings;
  private final Bucket bucket;
  private final S3Control control;
  private final S3Calls calls;

  Copying(S3Settings settings, Bucket bucket, S3Control control, S3Calls calls) {
    this.settings = settings;
    this.bucket = bucket;
    this.control = control;
    this.calls = calls;
  }

  StoredObject copy(ObjectKey from, ObjectKey to) {
    Where where = S3Errors.where("CopyObject", to.value());
    StoredObject source =
        calls
            .find(from)
            .orElseThrow(
                () -> new Missing(where, Missing.What.OBJECT, "there is no " + from, null));
    if (source.length() <= Math.min(AT_ONCE, settings.service().parts().maxLength())) {
      atOnce(where, source, to);
    } else {
      inParts(source, to);
    }
    return calls
        .find(to)
        .filter(copy -> copy.length() == source.length())
        .orElseThrow(() -> new Transient(where, "the copy is not there", null));
  }

  private void atOnce(Where where, StoredObject source, ObjectKey to) {
    try {
      control.call(
          where,
          s3 ->
              s3.copyObject(r ->
                  r.sourceBucket(bucket.name())
                      .sourceKey(source.key().value())
                      .copySourceIfMatch(source.etag().orElse(null))
                      .destinationBucket(bucket.name())
                      .destinationKey(to.value())));
    } catch (Transient e) {
      throw S3Control.lost(e) ? new Indeterminate(where, String.valueOf(e.getMessage()), e) : e;
    }
  }

  private void inParts(StoredObject source, ObjectKey to) {
    UploadRequest request = UploadRequest.of(to, source.length());
    PartPlan plan = PartPlan.of(source.length(), PART, settings.service().parts());
    String uploadId = calls.create(request);
    try {
      List<Part> parts = new ArrayList<>();
      for (int number = 1; number <= plan.parts(); number++) {
        parts.add(part(source, to, uploadId, number, plan.range(number)));
      }
      calls.complete(request, uploadId, parts);
    } catch (StorageException e) {
      calls.discard(to, uploadId);
      throw e;
    }
  }

  private Part part(
      StoredObject source, ObjectKey to, String uploadId, int number, ByteRange range) {
    String etag =
        control
            .call(
                "UploadPartCopy",
                to,
                s3 ->
                    s3.uploadPartCopy(r ->
                        r.sourceBucket(bucket.name())
                            .sourceKey(source.key().value())
                            .copySourceIfMatch(source.etag().orElse(null))
                            .copySourceRange("bytes=" + range.offset() + "-" + (range.end() - 1))
                            .destinationBucket(bucket.name())
                            .destinationKey(to.value())
                            .uploadId(uploadId)
                            .partNumber(number)))
            .copyPartResult()
            .eTag();
    return new Part(number, range.length(), etag.replace("\"", ""), "");
  }
}
