package dev.davit.benchmarks;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.support.MultipartCalls;
import dev.davit.core.support.MultipartSession;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lifts a folder to nowhere, twice: what the scan, the state and the run themselves cost. Give it a
 * small heap ({@code -Xmx256m}) and millions of files.
 */
public final class NullLift {

  private NullLift() {}

  /**
   * Lifts.
   *
   * @param arguments the folder, and a folder for the state
   */
  public static void main(String[] arguments) throws InterruptedException {
    Davit davit = Davit.builder().providers(List.of(new NullProvider())).build();
    for (String run : List.of("first", "second")) {
      Upload upload =
          Upload.builder(List.of(Path.of(arguments[0])), Destination.parse("null:nowhere"))
              .stateOptions(StateOptions.defaults().withDirectory(Path.of(arguments[1])))
              .build();
      Summary summary = davit.upload(upload);
      System.out.printf(
          Locale.ROOT,
          "%s run: %d found, %d stored, %d skipped, %d failed in %.1f s; heap in use %d MiB%n",
          run,
          summary.counts().found(),
          summary.counts().stored(),
          summary.counts().skipped(),
          summary.counts().failed(),
          summary.took().toMillis() / 1e3,
          usedHeap() >> 20);
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  record NullSettings() {}

  static final class NullProvider implements StorageProvider<NullSettings> {
    @Override
    public String scheme() {
      return "null";
    }

    @Override
    public String description() {
      return "stores nothing";
    }

    @Override
    public NullSettings read(Settings settings) {
      return new NullSettings();
    }

    @Override
    public Storage connect(NullSettings settings, StorageContext context) {
      return new NullStorage();
    }
  }

  private static final class NullStorage implements Storage {
    @Override
    public StorageProfile profile() {
      return new StorageProfile(
          "null:", Long.MAX_VALUE, 1 << 16, 1 << 16, Set.of(Overwrite.REPLACE), Set.of());
    }

    @Override
    public UploadSession open(UploadRequest request) {
      return MultipartSession.whole(request, new NullCalls());
    }

    @Override
    public UploadSession resume(UploadRequest request, ResumeToken token) {
      throw new Missing(where(request.key()), Missing.What.UPLOAD, "nothing is kept", null);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public <F> Optional<F> facet(Class<F> facet) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static final class NullCalls implements MultipartCalls {
    @Override
    public StoredObject put(UploadRequest request, Body body) throws IOException {
      try (InputStream in = body.open()) {
        return StoredObject.of(request.key(), in.transferTo(OutputStream.nullOutputStream()));
      }
    }

    @Override
    public String create(UploadRequest request) {
      throw unsupported(request);
    }

    @Override
    public Part uploadPart(UploadRequest request, String uploadId, int number, Body body) {
      throw unsupported(request);
    }

    @Override
    public List<Part> listParts(UploadRequest request, String uploadId) {
      throw unsupported(request);
    }

    @Override
    public StoredObject complete(UploadRequest request, String uploadId, List<Part> parts) {
      throw unsupported(request);
    }

    @Override
    public void abort(UploadRequest request, String uploadId) {
      throw unsupported(request);
    }
  }

  private static StorageException unsupported(UploadRequest request) {
    return new StorageException.Unsupported(where(request.key()), "stores no parts");
  }

  private static StorageException.Where where(ObjectKey key) {
    return StorageException.Where.of("null", "put", key.value());
  }
}
