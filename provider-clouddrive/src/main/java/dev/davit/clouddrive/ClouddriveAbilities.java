package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.CloudDriveFile;
import dev.davit.clouddrive.wire.GetUploadFileListRequest;
import dev.davit.clouddrive.wire.UploadFileInfo;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.ServerTransfers;
import dev.davit.core.port.UnfinishedUploads;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What a server can do beside storing. */
final class ClouddriveAbilities implements Listing, Removal, UnfinishedUploads, ServerTransfers {
  private final Connection connection;
  private final ClouddriveSettings settings;

  ClouddriveAbilities(Connection connection) {
    this.connection = connection;
    settings = connection.settings();
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return walk(prefix)
        .filter(each -> !Publication.ours(each.name()))
        .map(each -> Publication.stored(ObjectKey.of(each.key()), each.file()));
  }

  private Stream<FolderWalk.Found> walk(String prefix) {
    FolderWalk walk =
        new FolderWalk(prefix, folder -> connection.drive().children(folderPath(folder)));
    return Stream.iterate(walk.next(), Optional::isPresent, unused -> walk.next())
        .map(Optional::orElseThrow);
  }

  private String folderPath(String key) {
    return key.isEmpty() ? settings.root() : settings.path(key);
  }

  @Override
  public void remove(ObjectKey key) {
    connection.drive().remove(settings.path(key.value()));
  }

  @Override
  public Stream<Unfinished> unfinished(String prefix) {
    return walk(prefix)
        .filter(each -> !Publication.intended(each.name()).equals(each.name()))
        .map(each ->
            new Unfinished(
                ObjectKey.of(each.folder() + Publication.intended(each.name())),
                settings.path(each.key()),
                begun(each.file())));
  }

  private static Instant begun(CloudDriveFile file) {
    return Instant.ofEpochSecond(file.getWriteTime().getSeconds(), file.getWriteTime().getNanos());
  }

  @Override
  public void discard(Unfinished upload) {
    if (Publication.ours(Drive.name(upload.id()))) {
      connection.drive().remove(upload.id());
    }
  }

  @Override
  public Stream<Transfer> transfers(String prefix) {
    GetUploadFileListRequest all = GetUploadFileListRequest.newBuilder().setGetAll(true).build();
    String below = settings.path(prefix);
    return connection
        .server()
        .call("GetUploadFileList", below, stub -> stub.getUploadFileList(all))
        .getUploadFilesList()
        .stream()
        .filter(each -> each.getDestPath().startsWith(below))
        .map(ClouddriveAbilities::transfer);
  }

  private static Transfer transfer(UploadFileInfo info) {
    String folder = Drive.parent(info.getDestPath());
    String name = Publication.intended(Drive.name(info.getDestPath()));
    return new Transfer(
        Drive.child(folder, name),
        Math.max(0, info.getSize()),
        Math.max(0, info.getTransferedBytes()),
        state(info.getStatusEnum()),
        ClouddriveErrors.shortened(info.getErrorMessage()));
  }

  private static Transfer.State state(UploadFileInfo.Status status) {
    return switch (status) {
      case WaitforPreprocessing, Inqueue -> Transfer.State.WAITING;
      case Preprocessing, Transfer, UNRECOGNIZED -> Transfer.State.MOVING;
      case Pause -> Transfer.State.PAUSED;
      case Finish, Skipped -> Transfer.State.FINISHED;
      case Cancelled, Ignored, Error, FatalError -> Transfer.State.FAILED;
    };
  }
}
