package dev.davit.clouddrive.loopback;

import dev.davit.clouddrive.wire.UploadFileInfo.Status;

/** Asks for hashes first, then for the bytes in order, then has finished. */
public final class PlainDriver implements Driver {
  private final int length;
  private final int window;
  private final int[] hashTypes;
  private long at;
  private boolean hashing;
  private boolean begun;

  /** Makes one that asks for so many bytes at once, and so often before it gets an answer. */
  public PlainDriver(int length, int window, int... hashTypes) {
    this.length = length;
    this.window = window;
    this.hashTypes = hashTypes;
  }

  @Override
  public void begin(DrivenUpload upload) {
    for (int type : hashTypes) {
      hashing = true;
      upload.askHash(type, 0);
    }
    if (!hashing) {
      read(upload);
    }
  }

  @Override
  public void answered(DrivenUpload upload) {
    if (hashing && upload.open() > 0) {
      return;
    }
    hashing = false;
    read(upload);
  }

  private void read(DrivenUpload upload) {
    while (upload.open() < window && (at < upload.size() || !begun)) {
      begun = true;
      long piece = Math.min(length, upload.size() - at);
      upload.ask(at, piece, false);
      at += piece;
    }
    if (at == upload.size() && upload.open() == 0 && upload.gap().isEmpty()) {
      upload.turn(Status.Finish, "");
    }
  }
}
