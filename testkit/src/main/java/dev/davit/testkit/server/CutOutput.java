package dev.davit.testkit.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets a number of bytes pass and then fails. */
final class CutOutput extends FilterOutputStream {
  private long left;

  /** Says that the limit was reached. */
  static final class ReachedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  CutOutput(OutputStream out, long length) {
    super(out);
    this.left = length;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int n = (int) Math.min(left, length);
    out.write(bytes, offset, n);
    left -= n;
    if (n < length) {
      out.flush();
      throw new ReachedException();
    }
  }
}
