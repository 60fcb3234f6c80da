package dev.davit.clouddrive.loopback;

/** Decides what a server wants next of an upload. Called under the upload's lock. */
public interface Driver {

  /** It has begun. */
  void begin(DrivenUpload upload);

  /** Something that was asked for has come whole. */
  void answered(DrivenUpload upload);
}
