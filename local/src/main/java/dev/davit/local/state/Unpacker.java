package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;

/** Reads what {@link Packer} wrote; throws IndexOutOfBoundsException where it cannot be that. */
final class Unpacker {
  private final byte[] bytes;
  private int position;

  Unpacker(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == bytes.length;
  }

  int takeByte() {
    return bytes[position++] & 0xff;
  }

  int takeInt() {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | takeByte();
    }
    return value;
  }

  long takeUnsigned() {
    long value = 0;
    int shift = 0;
    int b;
    do {
      b = takeByte();
      value |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while ((b & 0x80) != 0);
    return value;
  }

  long takeSigned() {
    long value = takeUnsigned();
    return value >>> 1 ^ -(value & 1);
  }

  byte[] takeBytes(int length) {
    int start = advance(length);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** Takes a text; returns {@code same} if it is that, so that equal texts are kept once. */
  String takeText(String same) {
    int length = (int) Math.min(takeUnsigned(), Integer.MAX_VALUE);
    int start = advance(length);
    String text = new String(bytes, start, length, UTF_8);
    return text.equals(same) ? same : text;
  }

  Instant takeInstant() {
    long second = takeSigned();
    return Instant.ofEpochSecond(second, takeUnsigned());
  }

  private int advance(int length) {
    if (length < 0 || length > bytes.length - position) {
      throw new IndexOutOfBoundsException(length + " bytes at " + position);
    }
    position += length;
    return position - length;
  }
}
