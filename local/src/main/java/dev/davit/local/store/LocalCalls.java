package dev.davit.local.store;

import dev.davit.core.model.Digest;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.support.MultipartCalls;
import dev.davit.core.support.PartPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stores objects whole or in parts: bytes first, then the name, each on disk before the next.
 *
 * <p>What is being written lies below {@code .davit} in the same file system, so that a rename
 * makes it visible at once and whole.
 */
final class LocalCalls implements MultipartCalls {
  private static final Pattern UPLOAD_ID = Pattern.compile("[0-9a-f]{32}-([1-9]\\d{0,17})");

  private final Tree tree;
  private final LocalErrors errors;
  private final LocalStorage.Sizes sizes;
  private final RandomGenerator random;
  private final Transfer transfer;
  private final Naming naming;
  private final Scratch scratch;

  LocalCalls(
      Tree tree,
      LocalErrors errors,
      Transfer transfer,
      LocalStorage.Sizes sizes,
      RandomGenerator random) {
    this.tree = tree;
    this.errors = errors;
    this.sizes = sizes;
    this.random = random;
    this.transfer = transfer;
    this.naming = new Naming(tree, errors);
    this.scratch = new Scratch(random);
  }

  @Override
  public StoredObject put(UploadRequest request, Body body) throws IOException {
    Where where = LocalErrors.where("put", request.key());
    Scratch.Opened file = tree.within(where, Tree.SCRATCH, scratch::in);
    boolean renamed = false;
    try {
      int crc = fill(where, file.file(), request, body);
      naming.publish(where, file.path(), request.key(), request.overwrite());
      renamed = request.overwrite() == Overwrite.REPLACE;
      return StoredObject.of(request.key(), body.length())
          .withDigests(List.of(Transfer.digest(crc)));
    } finally {
      if (!renamed) {
        delete(file.path());
      }
    }
  }

  private int fill(Where where, FileChannel opened, UploadRequest request, Body body)
      throws IOException {
    try (FileChannel file = opened) {
      tree.make(where, request.key()); // what is wrong with the key shows before bytes move
      int sent = transfer.write(where, body, file, 0);
      if (kept(where, file, body.length()) != sent) {
        throw LocalErrors.garbled(where);
      }
      return sent;
    }
  }

  private int kept(Where where, FileChannel file, long length) {
    try {
      file.force(true);
      return transfer.read(file, 0, length);
    } catch (IOException e) {
      throw errors.ofStore(where, e);
    }
  }

  @Override
  public String create(UploadRequest request) {
    Where where = LocalErrors.where("create", request.key());
    long partLength = sizes.plan(request.length()).partLength();
    Path target = tree.make(where, request.key());
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT
        && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw LocalErrors.taken(where);
    }
    return tree.within(where, Tree.UPLOADS, uploads -> begin(request, partLength, uploads));
  }

  private String begin(UploadRequest request, long partLength, Path uploads) throws IOException {
    Path upload = newUpload(uploads, partLength);
    try {
      Scratch.create(data(upload)).close();
      journal(upload).begin(request, partLength);
      Flush.directory(upload);
      Flush.directory(uploads);
      return String.valueOf(upload.getFileName());
    } catch (IOException e) {
      discard(upload);
      throw e;
    }
  }

  private Path newUpload(Path uploads, long partLength) throws IOException {
    while (true) {
      String id =
          HexFormat.of().toHexDigits(random.nextLong())
              + HexFormat.of().toHexDigits(random.nextLong());
      try {
        return Files.createDirectory(uploads.resolve(id + "-" + partLength));
      } catch (FileAlreadyExistsException e) {
        // another process drew the same id
      }
    }
  }

  @Override
  public Part uploadPart(UploadRequest request, String uploadId, int number, Body body)
      throws IOException {
    Where where = LocalErrors.where("uploadPart", request.key());
    Path upload = upload(where, uploadId);
    PartPlan plan = PartPlan.withPartLength(request.length(), partLength(where, uploadId));
    if (number > plan.parts() || plan.range(number).length() != body.length()) {
      throw LocalErrors.noUpload(where, "it was begun with other parts");
    }
    try (FileChannel file = reopen(where, data(upload))) {
      int crc = transfer.write(where, body, file, plan.range(number).offset());
      Part part = new Part(number, body.length(), "", Transfer.digest(crc).hex());
      remember(where, file, journal(upload), part);
      return part;
    }
  }

  private void remember(Where where, FileChannel file, Journal journal, Part part) {
    try {
      file.force(false);
      journal.add(part);
    } catch (NoSuchFileException e) {
      throw LocalErrors.noUpload(where, "it was discarded meanwhile");
    } catch (IOException e) {
      throw errors.ofStore(where, e);
    }
  }

  private FileChannel reopen(Where where, Path data) {
    try {
      return FileChannel.open(data, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw LocalErrors.noUpload(where, "there is no such upload");
    } catch (IOException e) {
      throw errors.ofStore(where, e);
    }
  }

  @Override
  public List<Part> listParts(UploadRequest request, String uploadId) {
    Where where = LocalErrors.where("listParts", request.key());
    try {
      return journal(upload(where, uploadId)).parts(request, partLength(where, uploadId));
    } catch (NoSuchFileException e) {
      throw LocalErrors.noUpload(where, "there is no such upload");
    } catch (IllegalArgumentException e) {
      throw LocalErrors.noUpload(where, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw errors.ofReading(where, e);
    }
  }

  @Override
  public StoredObject complete(UploadRequest request, String uploadId, List<Part> parts) {
    Where where = LocalErrors.where("complete", request.key());
    Path upload = upload(where, uploadId);
    Path written = data(upload);
    boolean published = !Files.exists(written); // by an earlier try whose end was lost
    Path whole = published ? tree.make(where, request.key()) : written;
    Optional<Digest> crc = check(where, whole, parts);
    if (crc.isPresent() && !published) {
      naming.publish(where, written, request.key(), request.overwrite());
    }
    tidy(upload);
    return StoredObject.of(request.key(), request.length())
        .withDigests(
            List.of(
                crc.orElseThrow(
                    () -> LocalErrors.noUpload(where, "what was written of it is not there"))));
  }

  private Optional<Digest> check(Where where, Path whole, List<Part> parts) {
    try (FileChannel file =
        FileChannel.open(whole, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return transfer.check(file, parts);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw errors.ofReading(where, e);
    }
  }

  @Override
  public void abort(UploadRequest request, String uploadId) {
    if (UPLOAD_ID.matcher(uploadId).matches()) {
      Where where = LocalErrors.where("abort", request.key());
      try {
        discard(upload(where, uploadId));
      } catch (IOException e) {
        throw errors.ofStore(where, e);
      }
    }
  }

  private static void discard(Path upload) throws IOException {
    Files.deleteIfExists(data(upload));
    Files.deleteIfExists(journal(upload).file());
    Files.deleteIfExists(upload);
  }

  private static void tidy(Path upload) {
    try {
      discard(upload);
    } catch (IOException ignored) {
      // it is complete, or lost, all the same
    }
  }

  /** What a failure leaves behind, a later run removes. */
  private static void delete(Path scratch) {
    try {
      Files.deleteIfExists(scratch);
    } catch (IOException ignored) {
      // the failure itself matters more
    }
  }

  private Path upload(Where where, String uploadId) {
    partLength(where, uploadId);
    return tree.root().resolve(Tree.UPLOADS).resolve(uploadId);
  }

  private static long partLength(Where where, String uploadId) {
    Matcher form = UPLOAD_ID.matcher(uploadId);
    if (!form.matches()) {
      throw LocalErrors.noUpload(where, "the resume token is not one of ours");
    }
    return Long.parseLong(form.group(1));
  }

  private static Path data(Path upload) {
    return upload.resolve("data");
  }

  private static Journal journal(Path upload) {
    return new Journal(upload.resolve("journal"));
  }
}
