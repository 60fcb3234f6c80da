package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.GetUploadFileListRequest;
import dev.davit.clouddrive.wire.UploadFileInfo;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import java.util.Optional;

/**
 * Notices when a server has fallen silent about an upload, and finds out what became of it. A
 * server that carries on a large file to a slow cloud may say nothing for hours, and rightly so:
 * its list of uploads tells whether it moves.
 */
final class Watch {
  private static final int MOST_LOOKS_WITHOUT_CHANGE = 5;

  private final Connection connection;
  private final String id;
  private final String arrival;
  private volatile long heardAt;
  private volatile Status status = Status.Inqueue;
  private volatile boolean unheard = true;
  private volatile boolean resumed;
  private volatile boolean pausedByUs; // as far as anything tells
  private long moved = -1;
  private int looksWithoutChange;

  Watch(Connection connection, String id, String arrival) {
    this.connection = connection;
    this.id = id;
    this.arrival = arrival;
    heard();
  }

  void heard() {
    heardAt = connection.timer().nanos();
    looksWithoutChange = 0;
  }

  void status(Status now) {
    status = now;
    unheard = false;
    pausedByUs &= now == Status.Pause;
  }

  /** The server wants something of it. */
  void asked() {
    unheard = false;
    pausedByUs = false;
  }

  /** Tells whether the server has said nothing of it yet. */
  boolean unheard() {
    return unheard;
  }

  void resume() {
    resumed = true;
    pausedByUs = true;
  }

  boolean resumed() {
    return resumed;
  }

  /**
   * Asks, if it has been silent for long.
   *
   * @return the final state, if the upload has ended unheard
   * @throws Transient if nobody knows of it, or it has not moved for long
   */
  Optional<Status> settleIfSilent() {
    long silent = connection.timer().nanos() - heardAt;
    if (silent < connection.settings().silence().toNanos()) {
      return Optional.empty();
    }
    heardAt = connection.timer().nanos();
    Optional<UploadFileInfo> listed = listed();
    if (listed.isPresent()) {
      return settle(listed.get());
    }
    if (connection.drive().file(arrival).isPresent()) {
      return Optional.of(Status.Finish); // whether it is whole is looked at before it is published
    }
    if (status == Status.Pause && !connection.listsUploads()) {
      return Optional.empty();
    }
    throw silent("and knows nothing of it");
  }

  private Optional<Status> settle(UploadFileInfo info) {
    status = info.getStatusEnum();
    return switch (status) {
      case Finish, Skipped, Cancelled, Ignored, Error, FatalError -> Optional.of(status);
      case Transfer, Preprocessing, UNRECOGNIZED -> {
        connection.uplink().refresh();
        looksWithoutChange = info.getTransferedBytes() == moved ? looksWithoutChange + 1 : 0;
        moved = info.getTransferedBytes();
        if (looksWithoutChange >= MOST_LOOKS_WITHOUT_CHANGE) {
          throw silent("and does not get on: " + moved + " bytes");
        }
        yield Optional.empty();
      }
      case WaitforPreprocessing, Inqueue -> {
        connection.uplink().refresh();
        yield Optional.empty(); // waits for its turn
      }
      case Pause -> {
        if (pausedByUs) {
          connection.resume(id, arrival); // the server has forgotten that we asked
        }
        yield Optional.empty(); // else somebody will let it go on
      }
    };
  }

  private Transient silent(String why) {
    return new Transient(
        ClouddriveErrors.where("RemoteUploadChannel", arrival),
        "the server has been silent about it for "
            + connection.settings().silence().toSeconds()
            + " s "
            + why,
        null);
  }

  private Optional<UploadFileInfo> listed() {
    GetUploadFileListRequest request =
        GetUploadFileListRequest.newBuilder()
            .setGetAll(true)
            .setFilter(Drive.name(arrival))
            .setOperatorTypeFilter(UploadFileInfo.OperatorType.RemoteUpload)
            .build();
    try {
      return connection
          .server()
          .call("GetUploadFileList", arrival, stub -> stub.getUploadFileList(request))
          .getUploadFilesList()
          .stream()
          .filter(each -> each.getKey().equals(id) || each.getDestPath().equals(arrival))
          .findFirst();
    } catch (StorageException.Denied | StorageException.Unsupported e) {
      connection.listsNoUploads();
      return Optional.empty();
    }
  }
}
