package dev.davit.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * How SQLite survives a crash. Both lose nothing that was committed, even in a power cut; WAL with
 * {@code synchronous=NORMAL}, or a rollback journal with {@code FULL}, would.
 */
enum Journal {
  /** Appends to a log beside the database; readers and the writer do not wait for each other. */
  LOG("WAL", "FULL"),
  /** For network file systems, where the log's shared memory does not work. Slower. */
  ROLLBACK("DELETE", "EXTRA");

  private static final Set<String> NETWORK =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "ceph",
          "cifs",
          "davfs",
          "fuse.sshfs",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "webdav");

  private final String mode;
  private final String synchronous;

  Journal(String mode, String synchronous) {
    this.mode = mode;
    this.synchronous = synchronous;
  }

  String mode() {
    return mode;
  }

  String synchronous() {
    return synchronous;
  }

  /** Chooses by the file system that a folder lies on. */
  static Journal of(Path folder) throws IOException {
    return ofType(Files.getFileStore(folder).type());
  }

  static Journal ofType(String fileSystem) {
    String type = fileSystem.toLowerCase(Locale.ROOT);
    return NETWORK.contains(type) || type.startsWith("fuse.") ? ROLLBACK : LOG;
  }
}
