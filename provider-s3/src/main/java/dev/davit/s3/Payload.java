package dev.davit.s3;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that a request carries, sent once. */
interface Payload {

  /** Returns how many. */
  long length();

  /** Writes all of them. */
  void writeTo(OutputStream out) throws IOException;

  /** Tells whether it was the bytes' own source that failed, and not the connection. */
  default boolean failed() {
    return false;
  }

  /** Returns one of bytes in memory. */
  static Payload of(byte[] bytes) {
    return new Payload() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
