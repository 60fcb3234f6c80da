package dev.davit.maiagent;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores files at a service that takes them in three steps. */
final class PresignedStorage implements Storage {
  private static final int MAX_NAME = 1024;
  private static final int MAX_SEGMENT = 255;

  private final Service service;
  private final Http http;
  private final Api api;
  private final Catalog catalog;
  private final Registering registering;
  private final Abilities abilities;

  PresignedStorage(Service service, ApiKeys keys) {
    this.service = service;
    http = new Http(service, keys);
    api = new Api(service, http);
    catalog = new Catalog(api);
    registering = new Registering(api, service.batchSize());
    abilities = new Abilities(service, api, catalog);
  }

  @Override
  public StorageProfile profile() {
    return new StorageProfile(
        service.scheme()
            + "://"
            + service.base().host()
            + ":"
            + service.base().port()
            + "/"
            + service.container(),
        service.maxObjectLength(),
        MAX_NAME,
        MAX_SEGMENT,
        Set.of(Overwrite.REPLACE, Overwrite.ONLY_IF_ABSENT),
        Set.of(DigestAlgorithm.MD5));
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return new PresignedSession(request, name(request.key()), api, catalog, registering);
  }

  private String name(ObjectKey key) {
    return service
        .names()
        .of(key)
        .orElseThrow(() ->
            new Rejected(
                api.errors().where("register", key.value()),
                "its name holds \""
                    + service.names().separator()
                    + "\", which stands for the slashes between folders; set another separator",
                null));
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    throw new Missing(
        api.errors().where("resume", request.key().value()),
        Missing.What.UPLOAD,
        "a form post is not gone on with",
        null);
  }

  /**
   * A file that other uploaders registered under its last name only is found too, if no other has
   * that name.
   */
  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    Optional<String> name = service.names().of(key);
    List<Held> found = name.map(catalog::ask).orElse(List.of());
    if (found.isEmpty() && key.value().contains("/")) {
      List<Held> alike = catalog.ask(key.name());
      found = alike.size() == 1 ? alike : List.of();
    }
    return found.stream().min(Abilities.BEST_FIRST).map(file -> file.as(key));
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return facet.isInstance(abilities) ? Optional.of(facet.cast(abilities)) : Optional.empty();
  }

  @Override
  public void close() {
    http.close();
  }
}
