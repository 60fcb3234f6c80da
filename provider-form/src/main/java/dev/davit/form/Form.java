package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Which form a kind of service wants, and how it says that it took one. */
interface Form {

  /**
   * Returns the fields before the file, in their order.
   *
   * @throws SettingsException if the credential is of another kind
   */
  Map<String, Secret> fields(Lease<Credential> lease, ObjectKey key);

  /** Returns the digests of which the service may return its own value. */
  Set<DigestAlgorithm> verifies();

  /**
   * Returns the receipt.
   *
   * @throws dev.davit.core.model.StorageException if the answer is no proof that this was stored
   * @throws IOException if the body fails
   */
  StoredObject taken(Where where, UploadRequest request, Body body, Reply reply) throws IOException;
}
