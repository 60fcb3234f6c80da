package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.CloudDriveFile;
import dev.davit.clouddrive.wire.CreateFolderRequest;
import dev.davit.clouddrive.wire.CreateFolderResult;
import dev.davit.clouddrive.wire.FileOperationResult;
import dev.davit.clouddrive.wire.FileRequest;
import dev.davit.clouddrive.wire.FindFileByPathRequest;
import dev.davit.clouddrive.wire.ListSubFileRequest;
import dev.davit.clouddrive.wire.RenameFileRequest;
import dev.davit.clouddrive.wire.SubFilesReply;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The folders and files of a server. Safe for use by any number of threads. */
final class Drive {
  private static final int MOST_NAMED = 5;

  private final Server server;
  private final Set<String> knownFolders = ConcurrentHashMap.newKeySet();
  private final ReentrantLock making = new ReentrantLock();

  Drive(Server server) {
    this.server = server;
  }

  /** Returns the folder that holds a path. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** Returns the last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the path of something in a folder. */
  static String child(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  /** Returns what is at a path, folder or file, if anything. */
  Optional<CloudDriveFile> look(String path) {
    FindFileByPathRequest request =
        FindFileByPathRequest.newBuilder().setParentPath(parent(path)).setPath(name(path)).build();
    try {
      return Optional.of(server.call("FindFileByPath", path, stub -> stub.findFileByPath(request)));
    } catch (Missing e) {
      return Optional.empty();
    }
  }

  /** Returns the file at a path, if there is one. */
  Optional<CloudDriveFile> file(String path) {
    return look(path).filter(found -> !found.getIsDirectory());
  }

  /** Returns what is in a folder, as the cloud has it now; nothing if there is no such folder. */
  List<CloudDriveFile> children(String folder) {
    ListSubFileRequest request =
        ListSubFileRequest.newBuilder().setPath(folder).setForceRefresh(true).build();
    try {
      return server.call(
          "GetSubFiles",
          folder,
          stub -> {
            List<CloudDriveFile> all = new ArrayList<>();
            for (Iterator<SubFilesReply> pages = stub.getSubFiles(request); pages.hasNext(); ) {
              all.addAll(pages.next().getSubFilesList());
            }
            return all;
          });
    } catch (Missing e) {
      return List.of();
    }
  }

  /**
   * Makes a folder and those that hold it, level by level, where they are not there.
   *
   * @throws Missing if the first level, which is a cloud that somebody has to add, is not there
   * @throws Rejected if a file is in the way
   */
  void ensureFolder(String folder) {
    if (folder.equals("/") || knownFolders.contains(folder)) {
      return;
    }
    making.lock();
    try {
      if (!knownFolders.contains(folder)) {
        ensureLocked(folder);
      }
    } finally {
      making.unlock();
    }
  }

  private void ensureLocked(String folder) {
    if (folder.equals("/") || knownFolders.contains(folder)) {
      return;
    }
    Optional<CloudDriveFile> there = look(folder);
    if (there.isEmpty()) {
      ensureLocked(parent(folder));
      create(folder);
    } else if (!there.get().getIsDirectory()) {
      throw new Rejected(
          ClouddriveErrors.where("CreateFolder", folder),
          folder + " is a file, not a folder",
          null);
    }
    knownFolders.add(folder);
  }

  /** That a folder is there already is said in words only: look again. */
  private void create(String folder) {
    CreateFolderRequest request =
        CreateFolderRequest.newBuilder()
            .setParentPath(parent(folder))
            .setFolderName(name(folder))
            .build();
    String words;
    StorageException failure;
    try {
      CreateFolderResult made =
          server.call("CreateFolder", folder, stub -> stub.createFolder(request));
      if (made.getResult().getSuccess()) {
        return;
      }
      words = made.getResult().getErrorMessage();
      failure = ClouddriveErrors.refused("CreateFolder", folder, words);
    } catch (Rejected | StorageException.Conflict | Missing e) {
      words = String.valueOf(e.getMessage());
      failure = e;
    }
    if (look(folder).filter(CloudDriveFile::getIsDirectory).isPresent()) {
      return;
    }
    throw parent(folder).equals("/") ? noSuchCloud(folder, words) : failure;
  }

  private Missing noSuchCloud(String folder, String words) {
    List<String> clouds = children("/").stream().map(each -> "/" + each.getName()).toList();
    return new Missing(
        ClouddriveErrors.where("CreateFolder", folder),
        Missing.What.CONTAINER,
        "the server has no folder "
            + folder
            + "; it has "
            + (clouds.isEmpty()
                ? "none"
                : String.join(", ", clouds.stream().limit(MOST_NAMED).toList()))
            + (clouds.size() > MOST_NAMED ? " and others" : "")
            + " ("
            + ClouddriveErrors.shortened(words)
            + ")",
        null);
  }

  /** Forgets which folders are there: one of them was not. */
  void forgetFolders() {
    knownFolders.clear();
  }

  /** Renames a file within its folder. */
  void rename(String path, String name) {
    RenameFileRequest request =
        RenameFileRequest.newBuilder().setTheFilePath(path).setNewName(name).build();
    succeed("RenameFile", path, server.call("RenameFile", path, stub -> stub.renameFile(request)));
  }

  /** Removes a file; nothing happens if there is none. */
  void remove(String path) {
    if (file(path).isEmpty()) {
      return;
    }
    FileRequest request = FileRequest.newBuilder().setPath(path).build();
    try {
      succeed(
          "DeleteFile", path, server.call("DeleteFile", path, stub -> stub.deleteFile(request)));
    } catch (Missing e) {
      // somebody else was faster
    }
  }

  private static void succeed(String operation, String path, FileOperationResult result) {
    if (!result.getSuccess()) {
      throw ClouddriveErrors.refused(operation, path, result.getErrorMessage());
    }
  }
}
