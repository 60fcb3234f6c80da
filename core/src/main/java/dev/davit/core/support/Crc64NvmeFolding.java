package dev.davit.core.support;

/** Folds for CRC-64/NVME. */
final class Crc64NvmeFolding extends Crc64Folding {

  private static final int A = 70;
  private static final int B = 92;
  private static final int C = 99;
  private static final int D = 105;
  private static final int E = 170;
  private static final int F = 182;
  private static final int G = 244;
  private static final int H = 260;
  private static final int I = 268;
  private static final int J = 272;
  private static final int K = 283;

  Crc64NvmeFolding() {
    super(A, B, C, D, E, F, G, H, I, J, K);
  }

  @Override
  void addEarlier(long[] w, int end) {
    for (int i = K; i < end; i++) {
      w[i] ^=
          w[i - A] ^ w[i - B] ^ w[i - C] ^ w[i - D] ^ w[i - E] ^ w[i - F] ^ w[i - G] ^ w[i - H]
              ^ w[i - I] ^ w[i - J] ^ w[i - K];
    }
  }
}
