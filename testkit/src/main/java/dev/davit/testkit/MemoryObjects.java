package dev.davit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.support.Digests;
import dev.davit.core.support.MultipartCalls;
import dev.davit.testkit.MemoryStorage.Version;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a {@link MemoryStorage} holds, and the requests to it. Every request is one moment. */
final class MemoryObjects implements MultipartCalls {
  static final String SCHEME = "memory";

  private final StorageProfile profile;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<ObjectKey, Version> visible = new TreeMap<>();
  private final List<Version> history = new ArrayList<>();
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, Integer> requests = new TreeMap<>();
  private int created;

  MemoryObjects(StorageProfile profile) {
    this.profile = profile;
  }

  private record Upload(ObjectKey key, Map<Integer, byte[]> parts) {}

  @Override
  public StoredObject put(UploadRequest request, Body body) throws IOException {
    byte[] bytes = read("put", request, body);
    return request("put", () -> show("put", request, bytes));
  }

  @Override
  public String create(UploadRequest request) {
    return request(
        "create",
        () -> {
          String id = "upload-" + ++created;
          uploads.put(id, new Upload(request.key(), new TreeMap<>()));
          return id;
        });
  }

  @Override
  public Part uploadPart(UploadRequest request, String uploadId, int number, Body body)
      throws IOException {
    byte[] bytes = read("uploadPart", request, body);
    return request(
        "uploadPart",
        () -> {
          upload("uploadPart", request, uploadId).parts().put(number, bytes);
          return part(number, bytes);
        });
  }

  @Override
  public List<Part> listParts(UploadRequest request, String uploadId) {
    return request(
        "listParts",
        () ->
            upload("listParts", request, uploadId).parts().entrySet().stream()
                .map(part -> part(part.getKey(), part.getValue()))
                .toList());
  }

  @Override
  public StoredObject complete(UploadRequest request, String uploadId, List<Part> parts) {
    return request(
        "complete",
        () -> {
          Map<Integer, byte[]> there = upload("complete", request, uploadId).parts();
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          for (Part part : parts) {
            byte[] bytes = there.get(part.number());
            if (bytes == null || !part.equals(part(part.number(), bytes))) {
              throw new Rejected(where("complete", request.key()), "no such part: " + part, null);
            }
            whole.writeBytes(bytes);
          }
          StoredObject receipt = show("complete", request, whole.toByteArray());
          uploads.remove(uploadId);
          return receipt;
        });
  }

  @Override
  public void abort(UploadRequest request, String uploadId) {
    request("abort", () -> Optional.ofNullable(uploads.remove(uploadId)));
  }

  Optional<StoredObject> find(ObjectKey key) {
    return request("find", () -> Optional.ofNullable(visible.get(key)).map(MemoryObjects::receipt));
  }

  Stream<StoredObject> list(String prefix) {
    return request(
        "list",
        () ->
            visible.values().stream()
                .filter(version -> version.key().value().startsWith(prefix))
                .map(MemoryObjects::receipt)
                .toList())
        .stream();
  }

  void remove(ObjectKey key) {
    request("remove", () -> Optional.ofNullable(visible.remove(key)));
  }

  Optional<byte[]> read(ObjectKey key) {
    return locked(() -> Optional.ofNullable(visible.get(key)).map(Version::bytes));
  }

  List<Version> history() {
    return locked(() -> List.copyOf(history));
  }

  Map<String, Integer> requests() {
    return locked(() -> Map.copyOf(requests));
  }

  int unfinishedUploads() {
    return locked(uploads::size);
  }

  /** Fails on what the profile forbids: callers promise to have looked at it. */
  void check(UploadRequest request) {
    String key = request.key().value();
    if (request.length() > profile.maxObjectLength()
        || key.getBytes(UTF_8).length > profile.maxKeyBytes()) {
      throw new Rejected(where("open", request.key()), "beyond the profile's limits", null);
    }
  }

  private StoredObject show(String operation, UploadRequest request, byte[] bytes) {
    if (request.length() != bytes.length) {
      throw new Rejected(
          where(operation, request.key()),
          bytes.length + " bytes came of " + request.length(),
          null);
    }
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT && visible.containsKey(request.key())) {
      throw new Conflict(where(operation, request.key()), "there is an object already", null);
    }
    Version version = new Version(request.key(), bytes, request.attributes());
    visible.put(request.key(), version);
    history.add(version);
    return receipt(version);
  }

  private byte[] read(String operation, UploadRequest request, Body body) throws IOException {
    int length = Math.toIntExact(body.length());
    try (InputStream in = body.open()) {
      byte[] bytes = new byte[length];
      int done = 0;
      while (done < length) {
        int read = in.read(bytes, done, Math.min(512, length - done));
        if (read < 0) {
          throw new EOFException("the body ended after " + done + " of " + length + " bytes");
        }
        done += read;
        if (Thread.currentThread().isInterrupted()) {
          throw new Transient(where(operation, request.key()), "interrupted", null);
        }
      }
      if (in.read() >= 0) {
        throw new IOException("the body goes on after " + length + " bytes");
      }
      return bytes;
    }
  }

  private Upload upload(String operation, UploadRequest request, String id) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key().equals(request.key())) {
      throw new Missing(
          where(operation, request.key()), Missing.What.UPLOAD, "no such upload: " + id, null);
    }
    return upload;
  }

  private <T> T request(String operation, Supplier<T> work) {
    return locked(() -> {
      requests.merge(operation, 1, Integer::sum);
      return work.get();
    });
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static Part part(int number, byte[] bytes) {
    String checksum = Digests.of(DigestAlgorithm.CRC32C, bytes).hex();
    return new Part(number, bytes.length, "part-" + checksum, checksum);
  }

  private static StoredObject receipt(Version version) {
    return StoredObject.of(version.key(), version.length())
        .withDigests(List.of(Digests.of(DigestAlgorithm.CRC32C, version.bytes())));
  }

  private static Where where(String operation, ObjectKey key) {
    return Where.of(SCHEME, operation, key.value());
  }
}
