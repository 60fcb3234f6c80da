package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.spi.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The form that an API server takes: {@code key}, {@code credential}, {@code file}. It answers 200
 * and {@code {"data":{"key":…}}}, as the platform {@code local} of github.com/dtyq/super-magic
 * expects; no digest comes with it.
 */
final class ProxyForm implements Form {

  @Override
  public Map<String, Secret> fields(Lease<Credential> lease, ObjectKey key) {
    if (!(lease.value() instanceof Credential.Bearer bearer)) {
      throw new SettingsException(
          "proxy:// takes a \"credential\", and " + lease.origin() + " holds something else");
    }
    Map<String, Secret> fields = new LinkedHashMap<>();
    fields.put("key", Secret.of(key.value()));
    fields.put("credential", bearer.token());
    return fields;
  }

  @Override
  public Set<DigestAlgorithm> verifies() {
    return Set.of();
  }

  @Override
  public StoredObject taken(Where where, UploadRequest request, Body body, Reply reply) {
    String key = reply.json().path("data").path("key").asText("");
    if (reply.status() != 200 || key.isEmpty()) {
      throw new Transient(
          where,
          "the answer was "
              + reply.status()
              + " but no \"data.key\" came with it: something between here and the server may have"
              + " answered in its place",
          null);
    }
    if (!("/" + key).endsWith("/" + request.key().value())) {
      throw new Rejected(where, "the server stored it as \"" + key + "\"", null);
    }
    return StoredObject.of(request.key(), body.length());
  }
}
