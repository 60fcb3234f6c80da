package dev.davit.clouddrive;

import dev.davit.clouddrive.ClouddriveSettings.Existing;
import dev.davit.clouddrive.wire.RemoteUploadStarted;
import dev.davit.clouddrive.wire.StartRemoteUploadRequest;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.ServerTransfers;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.StorageContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cloud drives behind one server. */
final class ClouddriveStorage implements Storage {
  private static final Logger log = LoggerFactory.getLogger(ClouddriveStorage.class);
  private static final int MAX_NAME = 255;
  private static final int MAX_KEY = 4_096;

  private final ClouddriveSettings settings;
  private final StorageContext context;
  private final StorageProfile profile;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Connection connection;
  private final AtomicBoolean old = new AtomicBoolean();
  private boolean closed;

  ClouddriveStorage(ClouddriveSettings settings, StorageContext context) {
    this.settings = settings;
    this.context = context;
    profile =
        new StorageProfile(
            settings.identity(),
            Long.MAX_VALUE >> 4,
            MAX_KEY,
            MAX_NAME,
            Set.of(Overwrite.REPLACE, Overwrite.ONLY_IF_ABSENT),
            settings.hashes());
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  /** Returns what the uploads share, if it is connected. */
  Optional<Connection> connected() {
    return Optional.ofNullable(connection);
  }

  private Connection connection() {
    Connection made = connection;
    if (made != null) {
      return made;
    }
    lock.lock();
    try {
      made = connection;
      if (made == null) {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        made = connect();
        connection = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private Connection connect() {
    Server server = Server.connect(settings, context.credentials(), context.surroundings().clock());
    try {
      return new Connection(settings, context.surroundings(), server);
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  @Override
  public UploadSession open(UploadRequest request) {
    Connection to = connection();
    String target = settings.path(request.key().value());
    String name =
        Publication.arrivalName(
            request.key().name(), context.surroundings().random().nextInt(), MAX_NAME);
    Publication publication = new Publication(to.drive(), settings, request, name);
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT || settings.existing() == Existing.FAIL) {
      publication.check();
    }
    to.drive().ensureFolder(Drive.parent(target));
    if (old.get()) {
      return new WriteSession(to, request, publication);
    }
    try {
      return start(to, request, publication);
    } catch (Unsupported e) {
      sayOld();
      return new WriteSession(to, request, publication);
    } catch (Missing e) {
      to.drive().forgetFolders();
      throw e;
    }
  }

  private void sayOld() {
    if (!old.getAndSet(true)) {
      log.warn(
          "{} is too old to drive uploads; it is written to instead, so nothing is uploaded"
              + " instantly, and an interrupted upload begins anew. CloudDrive2 0.9.24 can",
          settings.identity());
    }
  }

  private UploadSession start(Connection to, UploadRequest request, Publication publication) {
    to.uplink().open();
    StartRemoteUploadRequest.Builder start =
        StartRemoteUploadRequest.newBuilder()
            .setFilePath(publication.arrival())
            .setFileSize(request.length())
            .setClientCanCalculateHashes(true);
    request
        .knownDigests()
        .forEach(digest ->
            HashRequests.type(digest.algorithm())
                .ifPresent(type -> start.putKnownHashes(type.getNumber(), digest.hex())));
    RemoteUploadStarted started =
        to.server()
            .call(
                "StartRemoteUpload",
                publication.arrival(),
                stub -> stub.startRemoteUpload(start.build()));
    RemoteSession session = new RemoteSession(to, request, publication, started.getUploadId());
    to.uplink().add(started.getUploadId(), session);
    return session;
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    Token read = Token.read(token, request);
    Connection to = connection();
    Publication publication = new Publication(to.drive(), settings, request, read.arrivalName());
    RemoteSession session = new RemoteSession(to, request, publication, read.uploadId());
    session.resumed();
    to.uplink().open();
    to.uplink().add(read.uploadId(), session);
    try {
      to.resume(read.uploadId(), request.key().value());
    } catch (Missing | Unsupported e) {
      if (!publication.arrived()) {
        to.uplink().remove(read.uploadId());
        throw new Missing(e.where(), Missing.What.UPLOAD, "the server has forgotten the upload", e);
      }
      session.finished(); // before it was interrupted, or since
    } catch (RuntimeException e) {
      to.uplink().remove(read.uploadId());
      throw e;
    }
    return session;
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return connection()
        .drive()
        .file(settings.path(key.value()))
        .map(file -> Publication.stored(key, file));
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    Set<Class<?>> all =
        Set.of(Listing.class, Removal.class, UnfinishedUploads.class, ServerTransfers.class);
    return all.contains(facet)
        ? Optional.of(facet.cast(new ClouddriveAbilities(connection())))
        : Optional.empty();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
