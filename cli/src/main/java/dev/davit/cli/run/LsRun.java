package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Storage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** Carries out {@code davit ls}. */
public final class LsRun {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final Verb verb;
  private final Target target;
  private final Form form;
  private final Depth depth;
  private long objects;
  private long bytes;
  private String folder = "";

  /** Prepares it. */
  public LsRun(Verb verb, Target target, Form form, Depth depth) {
    this.verb = verb;
    this.target = verb.about(target);
    this.form = form;
    this.depth = depth;
  }

  /** How an object is shown. */
  public enum Form {
    /** By its key. */
    SHORT,
    /** With length in bytes and time. */
    LONG,
    /** With length in larger units and time. */
    HUMAN
  }

  /** How much is shown. */
  public enum Depth {
    /** Objects and folders right below the prefix. */
    ONE_LEVEL,
    /** All objects below it. */
    ALL
  }

  /** Does it. */
  public ExitCode run() {
    try (Storage storage = verb.davit().connect(target.destination(), target.values())) {
      Listing listing =
          storage
              .facet(Listing.class)
              .orElseThrow(() ->
                  new StorageException.Unsupported(
                      StorageException.Where.of(target.destination().scheme(), "ls", ""),
                      Say.of("this destination cannot list what it holds")));
      list(listing);
    }
    verb.json(
        "listed",
        json -> {
          json.writeNumberField("objects", objects);
          json.writeNumberField("bytes", bytes);
        });
    if (form != Form.SHORT) {
      verb.text(Say.of("{0}, {1}", Words.count(objects, "object"), Words.bytes(bytes)));
    }
    return ExitCode.OK;
  }

  private void list(Listing listing) {
    String prefix = target.destination().prefix();
    String below = prefix.isEmpty() ? "" : prefix + "/";
    try (Stream<StoredObject> stream = listing.list(below)) {
      for (Iterator<StoredObject> each = stream.iterator(); each.hasNext(); ) {
        StoredObject object = each.next();
        show(object, object.key().value().substring(below.length()));
      }
    }
  }

  private void show(StoredObject object, String path) {
    int slash = path.indexOf('/');
    if (depth == Depth.ONE_LEVEL && slash >= 0) {
      showFolder(path.substring(0, slash + 1));
      return;
    }
    objects++;
    bytes += object.length();
    verb.text(line(object, path));
    verb.json(
        "object",
        json -> {
          json.writeStringField("path", path);
          json.writeStringField("key", object.key().value());
          json.writeNumberField("bytes", object.length());
          if (object.lastModified().isPresent()) {
            json.writeStringField("last_modified", object.lastModified().get().toString());
          }
          if (object.version().isPresent()) {
            json.writeStringField("version", object.version().get());
          }
          if (object.indexState().isPresent()) {
            json.writeStringField("index_state", JsonLines.of(object.indexState().get()));
          }
          if (object.etag().isPresent()) {
            json.writeStringField("etag", object.etag().get());
          }
        });
  }

  /** All keys of a folder follow each other. */
  private void showFolder(String name) {
    if (!name.equals(folder)) {
      folder = name;
      verb.text(form == Form.SHORT ? name : columns("", "", name));
      verb.json("folder", json -> json.writeStringField("path", name));
    }
  }

  private String line(StoredObject object, String path) {
    String time = object.lastModified().map(LsRun::time).orElse("");
    String state = object.indexState().map(each -> "  (" + Words.of(each) + ")").orElse("");
    return switch (form) {
      case SHORT -> path;
      case LONG -> columns(String.valueOf(object.length()), time, path + state);
      case HUMAN -> columns(Words.bytes(object.length()), time, path + state);
    };
  }

  private static String columns(String length, String time, String path) {
    return String.format(Locale.ROOT, "%12s  %-19s  %s", length, time, path);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
