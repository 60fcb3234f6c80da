package dev.davit.clouddrive.loopback;

import com.google.protobuf.Timestamp;
import dev.davit.clouddrive.wire.CloudDriveFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folders and files of the server. Safe for use by any number of threads. */
public final class CloudFiles {
  private final TreeMap<String, Node> nodes = new TreeMap<>();

  /**
   * A folder or file.
   *
   * @param bytes where a file's bytes are; empty for a folder, and for what came by hash alone
   * @param hashes by kind
   */
  public record Node(
      boolean folder, long length, Optional<Path> bytes, Map<Integer, String> hashes) {}

  /** Makes the root, and clouds below it. */
  CloudFiles(List<String> clouds) {
    clouds.forEach(cloud -> nodes.put("/" + cloud, folderNode()));
  }

  private static Node folderNode() {
    return new Node(true, 0, Optional.empty(), Map.of());
  }

  synchronized Optional<Node> look(String path) {
    return path.equals("/") ? Optional.of(folderNode()) : Optional.ofNullable(nodes.get(path));
  }

  synchronized boolean makeFolder(String path) {
    return nodes.putIfAbsent(path, folderNode()) == null;
  }

  synchronized void put(String path, Node node) {
    nodes.put(path, node);
  }

  synchronized boolean remove(String path) {
    return nodes.remove(path) != null;
  }

  synchronized boolean rename(String path, String name) {
    String to = path.substring(0, path.lastIndexOf('/') + 1) + name;
    if (!nodes.containsKey(path) || nodes.containsKey(to)) {
      return false;
    }
    nodes.put(to, nodes.remove(path));
    return true;
  }

  /** Returns the paths of all files. */
  public synchronized List<String> files() {
    List<String> files = new ArrayList<>();
    nodes.forEach((path, node) -> {
      if (!node.folder()) {
        files.add(path);
      }
    });
    return files;
  }

  /** Returns a file. */
  public synchronized Optional<Node> file(String path) {
    return look(path).filter(node -> !node.folder());
  }

  synchronized List<CloudDriveFile> children(String folder) {
    String below = folder.equals("/") ? "/" : folder + "/";
    List<CloudDriveFile> children = new ArrayList<>();
    nodes
        .subMap(below, below + Character.MAX_VALUE)
        .forEach((path, node) -> {
          if (path.indexOf('/', below.length()) < 0) {
            children.add(describe(path, node));
          }
        });
    return children;
  }

  static CloudDriveFile describe(String path, Node node) {
    return CloudDriveFile.newBuilder()
        .setId(path)
        .setName(path.substring(path.lastIndexOf('/') + 1))
        .setFullPathName(path)
        .setSize(node.length())
        .setWriteTime(Timestamp.newBuilder().setSeconds(1_700_000_000))
        .setIsDirectory(node.folder())
        .putAllFileHashes(node.hashes())
        .build();
  }
}
