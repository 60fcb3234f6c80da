package dev.davit.local.source;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Content;
import dev.davit.local.source.Attributes.Kind;
import dev.davit.local.source.Tree.OpenedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A file of a source folder. */
final class LocalContent implements Content {

  /** The JDK copies through a buffer of its own, as large as the largest read, and keeps it. */
  private static final int STEP = 1 << 18;

  private final Tree tree;
  private final Path path;

  /** Takes the path as it was listed: text could not name every file. */
  LocalContent(Tree tree, Path path) {
    this.tree = tree;
    this.path = path;
  }

  @Override
  public Fingerprint look() throws IOException {
    Attributes attributes = tree.look(path);
    if (attributes.kind() != Kind.FILE) {
      throw new FileSystemException(path.toString(), null, "is not a regular file any more");
    }
    return attributes.fingerprint();
  }

  @Override
  public Reading open() throws IOException {
    OpenedFile opened = tree.openFile(path);
    return opened.channel() instanceof FileChannel file
        ? new ChannelReading(opened, file::read)
        : new ChannelReading(opened, inTurn(opened.channel()));
  }

  private static At inTurn(SeekableByteChannel channel) {
    ReentrantLock turn = new ReentrantLock();
    return (bytes, position) -> {
      turn.lock();
      try {
        return channel.position(position).read(bytes);
      } finally {
        turn.unlock();
      }
    };
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private interface At {
    int read(ByteBuffer bytes, long position) throws IOException;
  }

  private static final class ChannelReading implements Reading {
    private final OpenedFile opened;
    private final At at;
    private final AtomicBoolean closed = new AtomicBoolean();

    ChannelReading(OpenedFile opened, At at) {
      this.opened = opened;
      this.at = at;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int step = Math.min(STEP, length - done);
        int read = at.read(ByteBuffer.wrap(buffer, offset + done, step), position + done);
        if (read < 0) {
          return done == 0 ? -1 : done;
        }
        done += read;
      }
      return done;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
        throws IOException {
      return opened.channel() instanceof FileChannel file && target instanceof SocketChannel
          ? file.transferTo(position, count, target)
          : 0;
    }

    @Override
    public void close() throws IOException {
      if (closed.compareAndSet(false, true)) {
        opened.close();
      }
    }
  }
}
