package dev.davit.local.source;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Content;
import dev.davit.local.source.Attributes.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
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
    SeekableByteChannel channel = tree.openFile(path);
    return channel instanceof FileChannel file
        ? new ChannelReading(file, file::read)
        : new ChannelReading(channel, inTurn(channel));
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

  private record ChannelReading(SeekableByteChannel channel, At at) implements Reading {

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
    public void close() throws IOException {
      channel.close();
    }
  }
}
