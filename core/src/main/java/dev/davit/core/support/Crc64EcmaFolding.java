package dev.davit.core.support;

/** Folds for CRC-64/XZ. */
final class Crc64EcmaFolding extends Crc64Folding {

  private static final int A = 41;
  private static final int B = 57;
  private static final int C = 89;
  private static final int D = 103;
  private static final int E = 130;
  private static final int F = 170;
  private static final int G = 171;
  private static final int H = 191;
  private static final int I = 192;
  private static final int J = 264;
  private static final int K = 289;

  Crc64EcmaFolding() {
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
