package dev.davit.clouddrive;

import dev.davit.clouddrive.ClouddriveSettings.Existing;
import dev.davit.clouddrive.wire.CloudDriveFile;
import dev.davit.clouddrive.wire.CloudDriveFile.HashType;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives an upload its name once it is whole. The server makes a file visible when it likes, and
 * knows no policy for a name that is taken; so an upload arrives under a name of its own beside its
 * place, and takes its place by being renamed. A file that it replaces steps aside first, and is
 * removed last, or steps back.
 */
final class Publication {
  private static final String PART = ".davit-part";
  private static final String OLD = ".davit-old";
  private static final Pattern OURS =
      Pattern.compile("(?s)(.+?)\\.?[0-9a-f]{8}\\.davit-(part|old)");
  private static final int MOST_COPIES = 1_000;
  private static final ReentrantLock[] PLACES = new ReentrantLock[64];

  static {
    for (int i = 0; i < PLACES.length; i++) {
      PLACES[i] = new ReentrantLock();
    }
  }

  private final Drive drive;
  private final ClouddriveSettings settings;
  private final UploadRequest request;
  private final String target;
  private final String arrival;
  private boolean renaming;

  Publication(Drive drive, ClouddriveSettings settings, UploadRequest request, String arrivalName) {
    this.drive = drive;
    this.settings = settings;
    this.request = request;
    target = settings.path(request.key().value());
    arrival = Drive.child(Drive.parent(target), arrivalName);
  }

  /** Returns a name to arrive under, different from others by eight hexadecimal digits. */
  static String arrivalName(String name, int distinct, int longest) {
    String mark = String.format("%08x", distinct) + PART;
    String whole = name + "." + mark;
    return whole.getBytes(StandardCharsets.UTF_8).length <= longest ? whole : "0" + mark;
  }

  /** Tells whether a name is one that something arrives or steps aside under. */
  static boolean ours(String name) {
    return OURS.matcher(name).matches();
  }

  /** Returns the name that something of ours would have taken, as far as its own name tells. */
  static String intended(String name) {
    Matcher form = OURS.matcher(name);
    return form.matches() && form.group(1).length() > 1 ? form.group(1) : name;
  }

  /** Returns the path that the upload arrives under. */
  String arrival() {
    return arrival;
  }

  /**
   * Refuses what could never be published, before anything is sent.
   *
   * @throws Conflict if the name is taken and must not be
   * @throws Rejected if a folder has it
   */
  void check() {
    Optional<CloudDriveFile> there = drive.look(target);
    if (there.isPresent()) {
      checkReplaceable(there.get());
    }
  }

  private void checkReplaceable(CloudDriveFile there) {
    if (there.getIsDirectory()) {
      throw new Rejected(where(), target + " is a folder, so no file can have its name", null);
    }
    if (request.overwrite() == Overwrite.ONLY_IF_ABSENT || settings.existing() == Existing.FAIL) {
      throw new Conflict(where(), target + " is there already, and may not be replaced", null);
    }
  }

  private StorageException.Where where() {
    return ClouddriveErrors.where("RenameFile", target);
  }

  /** Tells whether the upload has arrived, as far as its length tells. */
  boolean arrived() {
    return drive.file(arrival).filter(file -> file.getSize() == request.length()).isPresent();
  }

  /**
   * Makes the upload visible under its name. May be repeated after a failure.
   *
   * @throws Transient if it is not to be seen yet, or not whole
   */
  StoredObject publish() {
    ReentrantLock place = PLACES[Math.floorMod(target.hashCode(), PLACES.length)];
    place.lock();
    try {
      Optional<CloudDriveFile> arrived = drive.file(arrival);
      if (arrived.isEmpty() && renaming) {
        return receipt(target); // the answer was lost
      }
      checkWhole(arrived, arrival);
      String taken = take();
      return receipt(taken);
    } finally {
      place.unlock();
    }
  }

  private void checkWhole(Optional<CloudDriveFile> found, String path) {
    if (found.isEmpty() || found.get().getSize() != request.length()) {
      String what =
          found
              .map(file -> "holds " + file.getSize() + " of " + request.length() + " bytes")
              .orElse("is not to be seen");
      throw new Transient(
          ClouddriveErrors.where("FindFileByPath", path),
          "the server says that it has finished, but " + path + " " + what,
          null);
    }
    for (Digest known : request.knownDigests()) {
      Optional<Digest> stated =
          digests(found.get()).stream().filter(d -> d.algorithm() == known.algorithm()).findFirst();
      if (stated.isPresent() && !stated.get().equals(known)) {
        throw new Transient(
            ClouddriveErrors.where("FindFileByPath", path),
            "the server has another " + known.algorithm() + " than what was sent",
            null);
      }
    }
  }

  /** Returns the path that the upload has now. */
  private String take() {
    Optional<CloudDriveFile> there = drive.look(target);
    if (there.isEmpty()) {
      renameTo(target);
      drive.remove(aside()); // where an earlier process was killed in the middle
      return target;
    }
    checkReplaceable(there.get());
    if (settings.existing() == Existing.KEEP_BOTH) {
      String free = freeName();
      renameTo(free);
      return free;
    }
    replace();
    return target;
  }

  private void renameTo(String path) {
    renaming = true;
    drive.rename(arrival, Drive.name(path));
  }

  private void replace() {
    drive.rename(target, Drive.name(aside()));
    try {
      renameTo(target);
    } catch (RuntimeException e) {
      stepBack(e);
      throw e;
    }
    drive.remove(aside());
  }

  private void stepBack(RuntimeException why) {
    try {
      if (drive.look(target).isEmpty()) {
        drive.rename(aside(), Drive.name(target));
      }
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private String aside() {
    return arrival.substring(0, arrival.length() - PART.length()) + OLD;
  }

  private String freeName() {
    String name = Drive.name(target);
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    for (int i = 2; i <= MOST_COPIES; i++) {
      String path = Drive.child(Drive.parent(target), stem + " (" + i + ")" + extension);
      if (drive.look(path).isEmpty()) {
        return path;
      }
    }
    throw new Conflict(where(), target + " has " + MOST_COPIES + " copies already", null);
  }

  private StoredObject receipt(String path) {
    Optional<CloudDriveFile> found = drive.file(path);
    checkWhole(found, path);
    return stored(request.key(), found.get());
  }

  /** Removes what has arrived, if anything has. */
  void discard() {
    drive.remove(arrival);
  }

  /** Returns what a server says of a file. */
  static StoredObject stored(ObjectKey key, CloudDriveFile file) {
    return StoredObject.of(key, Math.max(0, file.getSize()))
        .withDigests(digests(file))
        .withLastModified(
            Instant.ofEpochSecond(
                file.getWriteTime().getSeconds(), file.getWriteTime().getNanos()));
  }

  /**
   * What is no digest is not taken for one: clouds differ. Each digest of long content costs
   * whoever compares it another read, so one is enough there.
   */
  private static List<Digest> digests(CloudDriveFile file) {
    List<Digest> digests = new ArrayList<>();
    add(digests, DigestAlgorithm.SHA1, file.getFileHashesOrDefault(HashType.Sha1.getNumber(), ""));
    if (digests.isEmpty() || file.getSize() <= ReadRequests.PIECE) {
      add(digests, DigestAlgorithm.MD5, file.getFileHashesOrDefault(HashType.Md5.getNumber(), ""));
    }
    return digests;
  }

  private static void add(List<Digest> digests, DigestAlgorithm algorithm, String hex) {
    if (hex.matches("[0-9A-Fa-f]{" + 2 * algorithm.length() + "}")) {
      digests.add(Digest.ofHex(algorithm, hex));
    }
  }
}
