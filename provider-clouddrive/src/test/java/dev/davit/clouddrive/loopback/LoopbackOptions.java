package dev.davit.clouddrive.loopback;

import java.io.File;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the server behaves.
 *
 * @param clouds the folders that are there
 * @param token that is accepted
 * @param password of the user {@code captain}
 * @param oneTimeCode that this user has to send too; empty for none
 * @param troubles what is wrong with it
 * @param certificate and {@code key}: PEM files, if it speaks TLS
 * @param drivers makes the driver of an upload
 * @param keepBytes whether bytes are kept
 * @param stateHashes whether it states MD5 and SHA-1 of its files
 */
public record LoopbackOptions(
    List<String> clouds,
    String token,
    String password,
    String oneTimeCode,
    Set<Trouble> troubles,
    Optional<File> certificate,
    Optional<File> key,
    Function<DrivenUpload, Driver> drivers,
    boolean keepBytes,
    boolean stateHashes) {

  /** What can be wrong with a server. */
  public enum Trouble {
    NOT_READY,
    NOT_SIGNED_IN,
    FULL,
    FULL_LATER,
    NO_WRITE_PERMISSION,
    NO_FOLDER_PERMISSION,
    NO_LIST_OF_UPLOADS,
    /** Uploads begin before the server knows of any channel. */
    LATE_CHANNEL,
    OLD,
    VERY_OLD
  }

  /** Returns a server that does what it should. */
  public static LoopbackOptions defaults() {
    return new LoopbackOptions(
        List.of("cloud"),
        "good-token",
        "aye",
        "",
        EnumSet.noneOf(Trouble.class),
        Optional.empty(),
        Optional.empty(),
        upload -> new PlainDriver(1 << 20, 8),
        true,
        true);
  }

  public LoopbackOptions with(Trouble trouble) {
    Set<Trouble> more = EnumSet.of(trouble);
    more.addAll(troubles);
    return new LoopbackOptions(
        clouds,
        token,
        password,
        oneTimeCode,
        more,
        certificate,
        key,
        drivers,
        keepBytes,
        stateHashes);
  }

  public LoopbackOptions withTls(File certificate, File key) {
    return new LoopbackOptions(
        clouds,
        token,
        password,
        oneTimeCode,
        troubles,
        Optional.of(certificate),
        Optional.of(key),
        drivers,
        keepBytes,
        stateHashes);
  }

  public LoopbackOptions driven(Function<DrivenUpload, Driver> by) {
    return new LoopbackOptions(
        clouds,
        token,
        password,
        oneTimeCode,
        troubles,
        certificate,
        key,
        by,
        keepBytes,
        stateHashes);
  }

  /** Returns a copy that keeps neither bytes nor hashes. */
  public LoopbackOptions sink() {
    return new LoopbackOptions(
        clouds, token, password, oneTimeCode, troubles, certificate, key, drivers, false, false);
  }

  public LoopbackOptions withOneTimeCode(String code) {
    return new LoopbackOptions(
        clouds, token, password, code, troubles, certificate, key, drivers, keepBytes, stateHashes);
  }

  public LoopbackOptions withToken(String other) {
    return new LoopbackOptions(
        clouds,
        other,
        password,
        oneTimeCode,
        troubles,
        certificate,
        key,
        drivers,
        keepBytes,
        stateHashes);
  }
}
