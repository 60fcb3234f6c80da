package dev.davit.clouddrive;

import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.UploadRequest;
import java.util.Optional;

/**
 * What an unfinished upload is remembered by: the server's id, the name it arrives under, and what
 * it is an upload of.
 */
record Token(String uploadId, String arrivalName) {
  private static final String VERSION = "1";

  static Optional<ResumeToken> of(String uploadId, String arrival, UploadRequest request) {
    return uploadId.contains("\n") || request.key().value().contains("\n")
        ? Optional.empty()
        : Optional.of(
            new ResumeToken(
                String.join(
                    "\n",
                    VERSION,
                    uploadId,
                    Drive.name(arrival),
                    Long.toString(request.length()),
                    request.key().value())));
  }

  /**
   * Reads a token.
   *
   * @throws Missing if it is not of this upload
   */
  static Token read(ResumeToken token, UploadRequest request) {
    String[] parts = token.value().split("\n", -1);
    if (parts.length == 5
        && parts[0].equals(VERSION)
        && !parts[1].isEmpty()
        && Publication.ours(parts[2])
        && !parts[2].contains("/")
        && parts[3].equals(Long.toString(request.length()))
        && parts[4].equals(request.key().value())) {
      return new Token(parts[1], parts[2]);
    }
    throw new Missing(
        ClouddriveErrors.where("resume", request.key().value()),
        Missing.What.UPLOAD,
        "there is no such upload",
        null);
  }
}
