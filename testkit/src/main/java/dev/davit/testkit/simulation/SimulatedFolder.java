package dev.davit.testkit.simulation;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Content;
import dev.davit.core.port.SourceFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder in memory whose files behave like files: what was opened stays the same file under
 * another name, an edit in place shows in what is open, time stamps come from a clock that ticks.
 *
 * <p>It remembers every state that every file ever had.
 *
 * <p><b>Threads.</b> Used by one thread at a time.
 */
public final class SimulatedFolder {
  private final InstantSource clock;
  private final Duration tick;
  private final Gate gate;
  private final TreeMap<RelativePath, Node> files = new TreeMap<>();
  private final Map<RelativePath, List<State>> history = new TreeMap<>();
  private long nodes;
  private long moments;

  /**
   * Makes an empty one.
   *
   * @param tick how far apart the time stamps of files are
   * @param gate passed by whoever scans, looks, opens or reads; not by those who write
   */
  public SimulatedFolder(InstantSource clock, Duration tick, Gate gate) {
    this.clock = clock;
    this.tick = tick;
    this.gate = gate;
  }

  /** Writes a file as most programs do: in place if it is there. */
  public void write(RelativePath path, byte[] bytes) {
    Node node = files.computeIfAbsent(path, created -> new Node(++nodes));
    node.modified(bytes);
    note(path, bytes);
  }

  /** Adds bytes at the end of a file that is there. */
  public void append(RelativePath path, byte[] more) {
    byte[] before = node(path).bytes;
    byte[] bytes = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, bytes, before.length, more.length);
    write(path, bytes);
  }

  /** Cuts a file that is there, or fills it up with zeros. */
  public void truncate(RelativePath path, int length) {
    write(path, Arrays.copyOf(node(path).bytes, length));
  }

  /** Writes over bytes in the middle of a file that is there; it keeps its length. */
  public void edit(RelativePath path, int offset, byte[] over) {
    write(path, edited(path, offset, over));
  }

  /** Writes over bytes and then sets the time of modification back, as {@code cp -p} does. */
  public void editAndRestoreTime(RelativePath path, int offset, byte[] over) {
    long modified = node(path).modified;
    edit(path, offset, over);
    node(path).modified = modified;
  }

  private byte[] edited(RelativePath path, int offset, byte[] over) {
    byte[] bytes = node(path).bytes.clone();
    System.arraycopy(over, 0, bytes, offset, over.length);
    return bytes;
  }

  /** Gives a path to a new file, as an editor's save does; what is open stays the old one. */
  public void replace(RelativePath path, byte[] bytes) {
    Node node = new Node(++nodes);
    node.modified(bytes);
    files.put(path, node);
    note(path, bytes);
  }

  /** Sets the time of modification to now. */
  public void touch(RelativePath path) {
    Node node = node(path);
    node.modified(node.bytes);
  }

  /** Removes a file. */
  public void delete(RelativePath path) {
    files.remove(path);
    note(path, null);
  }

  /** Takes or gives the permission to open a file. */
  public void setReadable(RelativePath path, boolean readable) {
    Node node = node(path);
    node.readable = readable;
    node.changed = now();
  }

  /** Returns the paths of all files, in order. */
  public Set<RelativePath> paths() {
    return Set.copyOf(files.keySet());
  }

  /** Returns the files that may be opened, and their bytes. */
  public Map<RelativePath, byte[]> readable() {
    Map<RelativePath, byte[]> readable = new TreeMap<>();
    files.forEach((path, node) -> {
      if (node.readable) {
        readable.put(path, node.bytes);
      }
    });
    return readable;
  }

  /** Returns the bytes of a file, if it is there. */
  public Optional<byte[]> bytes(RelativePath path) {
    return Optional.ofNullable(files.get(path)).map(node -> node.bytes.clone());
  }

  /** Returns what a file looks like, if it is there. */
  public Optional<Fingerprint> fingerprint(RelativePath path) {
    return Optional.ofNullable(files.get(path)).map(Node::fingerprint);
  }

  /** Returns how many changes of content there were. */
  public long moment() {
    return moments;
  }

  /** Tells whether a file ever had exactly these bytes, at a moment or later. */
  public boolean had(RelativePath path, byte[] bytes, long since) {
    List<State> states = history.getOrDefault(path, List.of());
    for (int i = states.size() - 1; i >= 0; i--) {
      State state = states.get(i);
      if (state.bytes != null && Arrays.equals(state.bytes, bytes)) {
        return true;
      }
      if (state.since <= since) {
        return false; // what came before had ended by then
      }
    }
    return false;
  }

  /** Begins a scan that reports so many files at a time. */
  public ChangeSource scan(int batch) {
    return new Scan(batch);
  }

  /** Returns a file as a scan would report it. */
  public SourceFile file(RelativePath path) {
    return new SourceFile(path, node(path).fingerprint(), new FileContent(path));
  }

  private Node node(RelativePath path) {
    Node node = files.get(path);
    if (node == null) {
      throw new IllegalArgumentException("no such file: " + path);
    }
    return node;
  }

  private void note(RelativePath path, byte @Nullable [] bytes) {
    history.computeIfAbsent(path, first -> new ArrayList<>()).add(new State(bytes, ++moments));
  }

  private long now() {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    return nanos - nanos % tick.toNanos();
  }

  private static final class State {
    private final byte @Nullable [] bytes;
    private final long since;

    State(byte @Nullable [] bytes, long since) {
      this.bytes = bytes;
      this.since = since;
    }
  }

  private final class Node {
    private final long id;
    private byte[] bytes = new byte[0];
    private long modified;
    private long changed;
    private boolean readable = true;

    Node(long id) {
      this.id = id;
    }

    void modified(byte[] bytes) {
      this.bytes = bytes.clone();
      modified = now();
      changed = modified;
    }

    Fingerprint fingerprint() {
      return new Fingerprint(bytes.length, modified, changed, id);
    }
  }

  private final class FileContent implements Content {
    private final RelativePath path;

    FileContent(RelativePath path) {
      this.path = path;
    }

    @Override
    public Fingerprint look() throws IOException {
      gate.pass("look", path.value());
      return there().fingerprint();
    }

    @Override
    public Reading open() throws IOException {
      gate.pass("open", path.value());
      Node node = there();
      if (!node.readable) {
        throw new AccessDeniedException(path.value());
      }
      return new NodeReading(path, node);
    }

    private Node there() throws NoSuchFileException {
      Node node = files.get(path);
      if (node == null) {
        throw new NoSuchFileException(path.value());
      }
      return node;
    }
  }

  private final class NodeReading implements Content.Reading {
    private final RelativePath path;
    private final Node node;

    NodeReading(RelativePath path, Node node) {
      this.path = path;
      this.node = node;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) {
      gate.pass("read", path.value());
      byte[] bytes = node.bytes;
      if (position >= bytes.length) {
        return -1;
      }
      int count = (int) Math.min(length, bytes.length - position);
      System.arraycopy(bytes, (int) position, buffer, offset, count);
      return count;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private final class Scan implements ChangeSource {
    private final int batch;
    private @Nullable RelativePath last;
    private long batches;

    Scan(int batch) {
      this.batch = batch;
    }

    @Override
    public Batch poll(Duration wait) {
      gate.pass("scan", last == null ? "" : last.value());
      List<Change> found = new ArrayList<>();
      var next = last == null ? files.firstEntry() : files.higherEntry(last);
      while (next != null && found.size() < batch) {
        last = next.getKey();
        found.add(new Change.Appeared(file(last)));
        next = files.higherEntry(last);
      }
      return new Batch(found, new Watermark(++batches), next == null);
    }

    @Override
    public void acknowledge(Watermark watermark) {
      // a scan begins anew
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
