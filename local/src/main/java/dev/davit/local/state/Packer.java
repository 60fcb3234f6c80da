package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;

/** Writes values into bytes, small numbers into few. Used by one thread; reused for many rows. */
final class Packer {
  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Four bytes, big-endian, at a place that was written before. */
  void setInt(int at, int value) {
    for (int i = 3; i >= 0; i--) {
      bytes[at + i] = (byte) value;
      value >>>= 8;
    }
  }

  void putInt(int value) {
    room(Integer.BYTES);
    size += Integer.BYTES;
    setInt(size - Integer.BYTES, value);
  }

  /** Seven bits to a byte, the lowest first; 1 to 10 bytes. */
  void putUnsigned(long value) {
    room(10);
    while ((value & ~0x7fL) != 0) {
      bytes[size++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  void putSigned(long value) {
    putUnsigned(value << 1 ^ value >> 63);
  }

  void putBytes(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void putText(String value) {
    byte[] text = value.getBytes(UTF_8);
    putUnsigned(text.length);
    putBytes(text);
  }

  void putInstant(Instant value) {
    putSigned(value.getEpochSecond());
    putUnsigned(value.getNano());
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
