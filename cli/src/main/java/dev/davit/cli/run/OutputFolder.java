package dev.davit.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the folder of one source and destination. It is called as the batch uploader before Davit
 * called it, {@code FOLDER_ID}; a second source of the same name gets {@code FOLDER_ID-2}. A hidden
 * file in it says whose it is; where that is missing, the paths in its checkpoint do.
 */
final class OutputFolder {
  private static final String OWNER = ".davit-job";
  private static final int SHORT_ID = 8;
  private static final int MOST = 1000;

  private final Path below;
  private final Path source;
  private final String id;
  private final String owner;

  private OutputFolder(Path below, Path source, Destination destination) {
    this.below = below;
    this.source = source;
    id = destination.container().replaceAll("[^A-Za-z0-9._-]", "_");
    owner = source + "\n" + destination + "\n";
  }

  /** Returns the folder of a source, made if there is none. */
  static Path of(Path below, Path source, Destination destination) throws IOException {
    return new OutputFolder(below, source, destination).find();
  }

  private List<String> names() {
    Path last = source.getFileName();
    String folder = last == null ? "root" : last.toString();
    List<String> names = new ArrayList<>();
    names.add(folder + "_" + id);
    if (id.length() > SHORT_ID) { // later versions of the uploader took the first eight characters
      names.add(folder + "_" + id.substring(0, SHORT_ID));
    }
    for (int i = 2; i < MOST; i++) {
      names.add(folder + "_" + id + "-" + i);
    }
    return names;
  }

  private Path find() throws IOException {
    List<String> names = names();
    for (String name : names) {
      if (owner(below.resolve(name)).filter(owner::equals).isPresent()) {
        return below.resolve(name);
      }
    }
    for (String name : names) {
      Path folder = below.resolve(name);
      if (Files.exists(folder) && ofOurs(folder) && claimed(folder)) {
        return folder;
      }
    }
    for (String name : names) {
      Path folder = below.resolve(name);
      boolean usual = name.contains("_" + id);
      if (usual && !Files.exists(folder) && claimed(folder)) {
        return folder;
      }
    }
    throw new IOException(Say.of("there are too many folders called {0}", names.getFirst()));
  }

  private static Optional<String> owner(Path folder) throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(OWNER)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean claimed(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.createFile(folder.resolve(OWNER));
    } catch (FileAlreadyExistsException e) {
      return false; // another process was faster
    }
    Files.writeString(folder.resolve(OWNER), owner);
    return true;
  }

  /** Tells whether a folder that nobody claimed holds a checkpoint of our source, or none. */
  private boolean ofOurs(Path folder) throws IOException {
    Path json = folder.resolve("checkpoints").resolve("upload_checkpoint.json");
    if (Files.exists(folder.resolve(OWNER)) || !Files.isRegularFile(json)) {
      return !Files.exists(folder.resolve(OWNER));
    }
    try (JsonParser in = new JsonFactory().createParser(json.toFile())) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          Optional<Path> first = firstPath(in);
          if (first.isPresent()) {
            return below(first.get());
          }
        }
      }
      return true;
    } catch (IOException e) {
      return false; // cannot be understood: not to be touched
    }
  }

  private static Optional<Path> firstPath(JsonParser in) throws IOException {
    JsonToken token = in.nextToken();
    while (token == JsonToken.START_ARRAY) {
      token = in.nextToken();
    }
    return token == JsonToken.VALUE_STRING ? Optional.of(Path.of(in.getText())) : Optional.empty();
  }

  private boolean below(Path file) throws IOException {
    if (file.startsWith(source)) {
      return true;
    }
    Path parent = file.getParent();
    return parent != null && Files.exists(parent) && parent.toRealPath().startsWith(source);
  }
}
