package dev.davit.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** CRC-64/XZ with eight tables: what one expects of a library. */
final class EightTables {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = new long[8][256];

  static {
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (-(crc & 1) & 0xC96C_5795_D787_0F42L);
      }
      TABLES[0][i] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int i = 0; i < 256; i++) {
        long crc = TABLES[k - 1][i];
        TABLES[k][i] = (crc >>> 8) ^ TABLES[0][(int) crc & 0xff];
      }
    }
  }

  private EightTables() {}

  static long crc(byte[] bytes) {
    long crc = -1;
    int i = 0;
    for (; i <= bytes.length - 8; i += 8) {
      long word = crc ^ (long) LONGS.get(bytes, i);
      crc =
          TABLES[7][(int) (word & 0xff)]
              ^ TABLES[6][(int) (word >>> 8 & 0xff)]
              ^ TABLES[5][(int) (word >>> 16 & 0xff)]
              ^ TABLES[4][(int) (word >>> 24 & 0xff)]
              ^ TABLES[3][(int) (word >>> 32 & 0xff)]
              ^ TABLES[2][(int) (word >>> 40 & 0xff)]
              ^ TABLES[1][(int) (word >>> 48 & 0xff)]
              ^ TABLES[0][(int) (word >>> 56)];
    }
    for (; i < bytes.length; i++) {
      crc = (crc >>> 8) ^ TABLES[0][(int) (crc ^ bytes[i]) & 0xff];
    }
    return ~crc;
  }
}
