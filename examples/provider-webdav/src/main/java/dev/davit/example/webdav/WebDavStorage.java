package dev.davit.example.webdav;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Objects are the files of a server; what is on its way lies in a folder of its own. */
final class WebDavStorage implements Storage, Listing, Removal {
  /** Holds unfinished uploads; what a killed process left here can be deleted. */
  static final String SCRATCH = ".davit-uploads";

  private final WebDavCalls calls;
  private final StorageProfile profile;

  WebDavStorage(WebDavCalls calls, WebDavSettings settings) {
    this.calls = calls;
    profile =
        new StorageProfile(
            WebDavProvider.SCHEME + " " + settings.base(),
            Long.MAX_VALUE,
            1024,
            255,
            Set.of(Overwrite.REPLACE, Overwrite.ONLY_IF_ABSENT),
            Set.of()); // WebDAV knows no digest: uploads are verified by length
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    String path = request.key().value();
    if (reserved(path)) {
      throw rejected(path, SCRATCH + " is where unfinished uploads lie; choose another name");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw rejected(path, "WebDAV servers do not keep control characters in names");
    }
    return new WebDavSession(calls, request);
  }

  private static StorageException.Rejected rejected(String path, String why) {
    return new StorageException.Rejected(WebDavErrors.where("PUT", path), why, null);
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    throw new StorageException.Missing(
        WebDavErrors.where("PUT", request.key().value()),
        StorageException.Missing.What.UPLOAD,
        "WebDAV cannot go on with an upload",
        null);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return calls.look(key.value()).filter(found -> !found.folder()).map(found -> found.at(key));
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return facet == Listing.class || facet == Removal.class
        ? Optional.of(facet.cast(this))
        : Optional.empty();
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return below("", prefix);
  }

  /** Folders in the order of their names with a slash behind: that makes it the order of keys. */
  private Stream<StoredObject> below(String folder, String prefix) {
    return calls.children(folder).stream()
        .filter(found -> leadsTo(found, prefix) && !reserved(found.path()))
        .sorted(Comparator.comparing(WebDavStorage::place))
        .flatMap(found ->
            found.folder()
                ? below(found.path(), prefix)
                : Stream.of(found.at(ObjectKey.of(found.path()))));
  }

  private static ObjectKey place(Found found) {
    return ObjectKey.of(found.folder() ? found.path() + "/x" : found.path());
  }

  private static boolean leadsTo(Found found, String prefix) {
    String path = found.path() + found.slash();
    return path.startsWith(prefix) || (found.folder() && prefix.startsWith(path));
  }

  private static boolean reserved(String path) {
    return path.equals(SCRATCH) || path.startsWith(SCRATCH + "/");
  }

  @Override
  public void remove(ObjectKey key) {
    if (find(key).isPresent()) {
      calls.delete(key.value());
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
