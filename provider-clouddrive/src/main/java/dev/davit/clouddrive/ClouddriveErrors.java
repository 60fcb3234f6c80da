package dev.davit.clouddrive;

import static java.util.Map.entry;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StorageException.Where;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that reads what the server says went wrong: gRPC's status, and, since CloudDrive2
 * answers much with words only, those words.
 */
final class ClouddriveErrors {
  private static final String SCHEME = "clouddrive";
  private static final int MOST_WORDS = 300;

  private static final Pattern FULL =
      Pattern.compile(
          "(?i).*(no space|not enough space|insufficient (space|storage|capacity)|disk full"
              + "|storage( space)? (is )?full|drive is full|quota|空间不足|容量不足|空间已满).*");
  private static final Pattern NO_SESSION =
      Pattern.compile("(?i).*upload( session)? (was )?not found.*");
  private static final Pattern FORBIDDEN =
      Pattern.compile("(?i).*(permission denied|no permission|not permitted|not allowed|权限).*");

  /** The permission that a token needs for a call, by CloudDrive2's names. */
  private static final Map<String, String> PERMISSIONS =
      Map.ofEntries(
          entry("FindFileByPath", "allow_list"),
          entry("GetSubFiles", "allow_list"),
          entry("CreateFolder", "allow_create_folder"),
          entry("CreateFile", "allow_create_file"),
          entry("WriteToFileStream", "allow_write"),
          entry("StartRemoteUpload", "allow_create_file and allow_write"),
          entry("RemoteUploadChannel", "allow_create_file and allow_write"),
          entry("RenameFile", "allow_rename"),
          entry("DeleteFile", "allow_delete"),
          entry("GetUploadFileList", "allow_get_transfer_tasks"),
          entry("RemoteUploadControl", "allow_modify_transfer_tasks"));

  private ClouddriveErrors() {}

  static Where where(String operation, String object) {
    return Where.of(SCHEME, operation, object);
  }

  /** Returns the verdict on a call that failed. */
  static StorageException of(String operation, String object, StatusRuntimeException e) {
    Where where = where(operation, object);
    Status status = e.getStatus();
    String words = words(status);
    return switch (status.getCode()) {
      case UNAUTHENTICATED ->
          new Denied(
              where,
              Denied.Reason.EXPIRED,
              "the server does not accept the token any more: " + words,
              e);
      case PERMISSION_DENIED -> forbidden(where, words, e);
      case NOT_FOUND ->
          NO_SESSION.matcher(words).matches()
              ? gone(where, words, e)
              : new Missing(where, Missing.What.OBJECT, object + " is not there: " + words, e);
      case UNIMPLEMENTED -> new Unsupported(where, "the server does not know " + operation);
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
          refused(operation, object, words, e);
      case ALREADY_EXISTS -> new Conflict(where, object + " is there already: " + words, e);
      case CANCELLED -> new Transient(where, "the call was cancelled", e);
      case DEADLINE_EXCEEDED -> new Transient(where, "the server did not answer in time", e);
      case UNAVAILABLE -> new Transient(where, "the connection broke: " + words, e);
      case OK, UNKNOWN, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, DATA_LOSS ->
          byWords(where, words, e, new Transient(where, "the server failed: " + words, e));
    };
  }

  /** Returns the verdict on a call that the server answered with a refusal in words. */
  static StorageException refused(String operation, String object, String words) {
    return refused(operation, object, shortened(words), null);
  }

  private static StorageException refused(
      String operation, String object, String words, @Nullable Throwable e) {
    Where where = where(operation, object);
    return byWords(
        where, words, e, new Rejected(where, "the server refused " + object + ": " + words, e));
  }

  private static StorageException byWords(
      Where where, String words, @Nullable Throwable e, StorageException otherwise) {
    if (FULL.matcher(words).matches()) {
      return full(where, words);
    } else if (NO_SESSION.matcher(words).matches()) {
      return gone(where, words, e);
    }
    return FORBIDDEN.matcher(words).matches() ? forbidden(where, words, e) : otherwise;
  }

  private static StorageException gone(Where where, String words, @Nullable Throwable e) {
    return new Missing(where, Missing.What.UPLOAD, "the server forgot the upload: " + words, e);
  }

  private static StorageException forbidden(Where where, String words, @Nullable Throwable e) {
    String needed = PERMISSIONS.get(where.operation());
    return new Denied(
        where,
        Denied.Reason.FORBIDDEN,
        "the token may not do "
            + where.operation()
            + ": "
            + words
            + (needed == null ? "" : "; it needs " + needed),
        e);
  }

  private static StorageException full(Where where, String words) {
    return new Unusable(
        where, "the cloud drive is full: " + words + "; make room there, then run again", null);
  }

  /** Returns the verdict on an upload that the server ended with an error of its own. */
  static StorageException ended(String status, String object, String words) {
    Where where = where("RemoteUpload", object);
    String sentence =
        "the server ended the upload with "
            + status
            + (words.isEmpty() ? "" : ": " + shortened(words));
    StorageException otherwise =
        status.equals("Error")
            ? new Transient(where, sentence, null)
            : new Rejected(where, sentence, null);
    return byWords(where, shortened(words), null, otherwise);
  }

  private static String words(Status status) {
    String description = status.getDescription();
    return description == null ? status.getCode().name() : shortened(description);
  }

  /** A server's words are shown, but not at any length. */
  static String shortened(String words) {
    String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
  }
}
