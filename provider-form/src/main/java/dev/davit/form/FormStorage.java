package dev.davit.form;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.util.Optional;
import java.util.Set;

/** Stores objects by posting forms. */
final class FormStorage implements Storage {
  private static final int MAX_KEY = 1023;
  private static final int MAX_SEGMENT = 255;

  private final FormSettings settings;
  private final FormCalls calls;
  private final StorageProfile profile;

  FormStorage(FormSettings settings, CredentialSource source, Form form) {
    this.settings = settings;
    calls = new FormCalls(settings, source, form);
    profile =
        new StorageProfile(
            settings.destination().scheme()
                + " "
                + settings.endpoint().newBuilder().query(null).fragment(null).build(),
            settings.maxObject(),
            MAX_KEY,
            MAX_SEGMENT,
            Set.of(Overwrite.REPLACE),
            form.verifies());
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return new FormSession(request, calls);
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    throw new Missing(
        new Errors(settings).where("resume", request.key()),
        Missing.What.UPLOAD,
        "a form post is not gone on with",
        null);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return calls.find(key);
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return Optional.empty();
  }

  @Override
  public void close() {
    calls.close();
  }
}
