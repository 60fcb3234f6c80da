package dev.davit.clouddrive;

import com.google.protobuf.Empty;
import dev.davit.clouddrive.wire.RemoteUploadControlRequest;
import dev.davit.clouddrive.wire.ResumeRemoteUpload;
import dev.davit.core.model.StorageException;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Timer;
import java.nio.file.Path;

/** What the uploads of one store share. Safe for use by any number of threads. */
final class Connection implements AutoCloseable {
  private final ClouddriveSettings settings;
  private final Surroundings surroundings;
  private final Server server;
  private final Drive drive;
  private final DataSender sender;
  private final DeviceId device;
  private final Uplink uplink;
  private volatile boolean listsUploads = true;

  Connection(ClouddriveSettings settings, Surroundings surroundings, Server server) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.server = server;
    drive = new Drive(server);
    sender = new DataSender(server, settings);
    Path folder = settings.deviceFolder().orElseGet(DeviceId::usualFolder);
    device = DeviceId.take(folder, settings.host() + "-" + settings.port());
    uplink = new Uplink(server, device.value(), surroundings);
  }

  ClouddriveSettings settings() {
    return settings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Timer timer() {
    return surroundings.timer();
  }

  Server server() {
    return server;
  }

  Drive drive() {
    return drive;
  }

  DataSender sender() {
    return sender;
  }

  Uplink uplink() {
    return uplink;
  }

  /**
   * Asks the server to go on with an upload that was paused.
   *
   * @throws StorageException.Missing if it knows no such upload
   */
  void resume(String uploadId, String object) {
    RemoteUploadControlRequest control =
        RemoteUploadControlRequest.newBuilder()
            .setUploadId(uploadId)
            .setResume(ResumeRemoteUpload.getDefaultInstance())
            .build();
    Empty unused =
        server.call("RemoteUploadControl", object, stub -> stub.remoteUploadControl(control));
  }

  /** Tells whether the server lets us see its list of uploads. */
  boolean listsUploads() {
    return listsUploads;
  }

  void listsNoUploads() {
    listsUploads = false;
  }

  @Override
  public void close() {
    uplink.close();
    server.close();
    device.close();
  }
}
