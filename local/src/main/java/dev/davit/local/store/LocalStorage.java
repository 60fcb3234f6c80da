package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.Removal;
import dev.davit.core.port.RequestForecast;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.MultipartSession;
import dev.davit.core.support.PartLimits;
import dev.davit.core.support.PartPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A directory as an object store: the object {@code a/b} is the file {@code b} in {@code a}. */
final class LocalStorage implements Storage {
  private static final int MAX_PATH_BYTES = 4095;

  private final Tree tree;
  private final LocalErrors errors;
  private final Sizes sizes;
  private final LocalCalls calls;
  private final Transfer transfer;
  private final StorageProfile profile;

  LocalStorage(Path root, Sizes sizes, RandomGenerator random) {
    this(new Tree(root, new LocalErrors(root)), sizes, random);
  }

  LocalStorage(Tree tree, Sizes sizes, RandomGenerator random) {
    this.tree = tree;
    this.sizes = sizes;
    this.errors = new LocalErrors(tree.root());
    this.transfer = new Transfer(errors);
    this.calls = new LocalCalls(tree, errors, transfer, sizes, random);
    this.profile =
        new StorageProfile(
            LocalProvider.SCHEME + ":" + tree.root(),
            Long.MAX_VALUE,
            MAX_PATH_BYTES - tree.root().toString().getBytes(UTF_8).length - 1,
            Names.MAX_BYTES * Names.MAX_GROWTH,
            EnumSet.allOf(Overwrite.class),
            Set.of(DigestAlgorithm.CRC32C));
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return request.length() <= sizes.longestWhole()
        ? MultipartSession.whole(request, calls)
        : MultipartSession.parts(request, sizes.plan(request.length()), calls);
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    return MultipartSession.resume(LocalProvider.SCHEME, request, token, calls);
  }

  /** Reads the object: a directory has no other word for its bytes. */
  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    Where where = LocalErrors.where("find", key);
    try {
      Optional<Path> there = object(where, key);
      return there.isEmpty() ? Optional.empty() : Optional.of(read(key, there.get()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw errors.ofReading(where, e);
    }
  }

  private StoredObject read(ObjectKey key, Path there) throws IOException {
    try (FileChannel file = FileChannel.open(there, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      long length = file.size();
      int crc = transfer.read(file, 0, length);
      return StoredObject.of(key, length)
          .withDigests(List.of(Transfer.digest(crc)))
          .withLastModified(Files.getLastModifiedTime(there, NOFOLLOW_LINKS).toInstant());
    }
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return Stream.of(
            new Lister(tree.root(), errors),
            (Removal) this::remove,
            (OnThisMachine) tree::root,
            (RequestForecast) this::requests)
        .filter(facet::isInstance)
        .map(facet::cast)
        .findFirst();
  }

  private long requests(long length) {
    return length <= sizes.longestWhole() ? 1 : 2 + sizes.plan(length).parts();
  }

  /**
   * Removes the file only. Directories stay, also empty ones: they may not be ours, and another
   * upload may be about to use them.
   */
  private void remove(ObjectKey key) {
    Where where = LocalErrors.where("remove", key);
    try {
      Optional<Path> there = object(where, key);
      if (there.isPresent() && Files.deleteIfExists(there.get())) {
        Flush.name(there.get());
      }
    } catch (NoSuchFileException e) {
      // something else removed it, which is as good
    } catch (IOException e) {
      throw errors.ofObject(where, e);
    }
  }

  /** Only a regular file is an object: neither a link nor a directory is. */
  private Optional<Path> object(Where where, ObjectKey key) throws IOException {
    Optional<Path> place = tree.find(where, key);
    if (place.isEmpty()
        || !Files.isRegularFile(place.get(), NOFOLLOW_LINKS)
        || !tree.isSpelledSo(place.get())) {
      return Optional.empty();
    }
    return place;
  }

  @Override
  public void close() {
    tree.close();
  }

  /**
   * What is stored whole, and what in parts.
   *
   * @param longestWhole in bytes
   * @param part preferred length of a part in bytes
   */
  record Sizes(long longestWhole, long part) {
    private static final int MIB = 1024 * 1024;

    /** Keeps the journal of the longest upload at a few megabytes. */
    private static final int MAX_PARTS = 100_000;

    static Sizes defaults() {
      return new Sizes(64 * MIB, 32 * MIB);
    }

    PartPlan plan(long length) {
      return PartPlan.of(length, part, new PartLimits(1, Long.MAX_VALUE / 2, MAX_PARTS));
    }
  }
}
