package dev.davit.testkit.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Where the bytes of objects and parts go. */
public sealed interface BlobStore {

  /** Begins to keep bytes. */
  Incoming receive(long expectedLength) throws IOException;

  /** Keeps everything in memory. */
  static BlobStore inMemory() {
    return new InMemory();
  }

  /** Keeps every body in a file of its own in a directory, which must exist. */
  static BlobStore inDirectory(Path directory) {
    return new InDirectory(directory, new AtomicLong());
  }

  /** Keeps lengths and digests only. */
  static BlobStore sink() {
    return new Sink();
  }

  /** Bytes on their way in. */
  interface Incoming {
    /** Takes bytes over; the array may be changed afterwards. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Keeps what came. */
    Blob keep() throws IOException;

    /** Forgets what came. */
    void discard() throws IOException;
  }

  /** See {@link #inMemory()}. */
  record InMemory() implements BlobStore {
    private static final int PIECE = 1 << 20;

    @Override
    public Incoming receive(long expectedLength) {
      List<Blob> pieces = new ArrayList<>();
      return new Incoming() {
        private byte[] piece = new byte[Math.clamp(expectedLength, 0, PIECE)];
        private int used;

        @Override
        public void write(byte[] bytes, int offset, int length) {
          int done = 0;
          while (done < length) {
            if (used == piece.length) {
              next();
            }
            int n = Math.min(length - done, piece.length - used);
            System.arraycopy(bytes, offset + done, piece, used, n);
            used += n;
            done += n;
          }
        }

        @Override
        public Blob keep() {
          if (pieces.isEmpty()) {
            return Blob.of(piece).slice(0, used);
          }
          next();
          return Blob.joined(pieces);
        }

        @Override
        public void discard() {
          pieces.clear();
        }

        private void next() {
          if (used > 0) {
            pieces.add(Blob.of(piece).slice(0, used));
          }
          piece = new byte[PIECE];
          used = 0;
        }
      };
    }
  }

  /** See {@link #inDirectory(Path)}. */
  record InDirectory(Path directory, AtomicLong names) implements BlobStore {
    @Override
    public Incoming receive(long expectedLength) throws IOException {
      Path file = directory.resolve("blob-" + names.incrementAndGet());
      OutputStream out = Files.newOutputStream(file);
      return new Incoming() {
        private long length;

        @Override
        public void write(byte[] bytes, int offset, int n) throws IOException {
          out.write(bytes, offset, n);
          length += n;
        }

        @Override
        public Blob keep() throws IOException {
          out.close();
          return new Blob.InFile(file, length);
        }

        @Override
        public void discard() throws IOException {
          out.close();
          Files.delete(file);
        }
      };
    }
  }

  /** See {@link #sink()}. */
  record Sink() implements BlobStore {
    @Override
    public Incoming receive(long expectedLength) {
      return new Incoming() {
        private long length;

        @Override
        public void write(byte[] bytes, int offset, int n) {
          length += n;
        }

        @Override
        public Blob keep() {
          return new Blob.Discarded(length);
        }

        @Override
        public void discard() {
          length = 0;
        }
      };
    }
  }
}
