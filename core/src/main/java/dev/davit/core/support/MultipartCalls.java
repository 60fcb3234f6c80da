package dev.davit.core.support;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import java.io.IOException;
import java.util.List;

/**
 * The single requests of a destination that takes objects whole or in parts. {@link
 * MultipartSession} makes an {@link dev.davit.core.port.UploadSession} of them.
 *
 * <p>Each method is one request, not retried, and throws a {@link StorageException} named by the
 * next move. Safe for use by any number of threads.
 */
public interface MultipartCalls {

  /**
   * Stores an object in one request.
   *
   * @return the receipt; its digests are the destination's own
   * @throws StorageException.Indeterminate if the answer was lost after all bytes were sent and a
   *     repetition could not tell whose object it finds (conditional writes)
   * @throws IOException if the body fails; nothing became visible
   */
  StoredObject put(UploadRequest request, Body body) throws IOException;

  /** Begins an upload in parts; returns its upload id. */
  String create(UploadRequest request);

  /**
   * Sends a part; repeating it replaces it.
   *
   * @param number from 1
   * @throws IOException if the body fails; the part was not taken
   */
  Part uploadPart(UploadRequest request, String uploadId, int number, Body body) throws IOException;

  /**
   * Returns the parts the destination has, in order of number, all pages of them.
   *
   * @throws StorageException.Missing with {@code UPLOAD} if it does not know the upload
   */
  List<Part> listParts(UploadRequest request, String uploadId);

  /**
   * Puts the object together.
   *
   * @param parts all of them, in order
   * @throws StorageException.Indeterminate if the answer was lost
   */
  StoredObject complete(UploadRequest request, String uploadId, List<Part> parts);

  /** Discards an unfinished upload. Nothing happens if there is none. */
  void abort(UploadRequest request, String uploadId);

  /**
   * A part that the destination has.
   *
   * @param number from 1
   * @param length in bytes
   * @param etag what {@link #complete} must name it by; may be empty
   * @param checksum the destination's own checksum of it as text; may be empty
   */
  record Part(int number, long length, String etag, String checksum) {}
}
