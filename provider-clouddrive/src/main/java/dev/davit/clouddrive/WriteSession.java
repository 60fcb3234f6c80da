package dev.davit.clouddrive;

import com.google.protobuf.UnsafeByteOperations;
import dev.davit.clouddrive.wire.CloseFileRequest;
import dev.davit.clouddrive.wire.CreateFileRequest;
import dev.davit.clouddrive.wire.FileOperationResult;
import dev.davit.clouddrive.wire.WriteFileRequest;
import dev.davit.clouddrive.wire.WriteFileResult;
import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An upload to a server that is too old to drive it: written whole into a file it holds open. */
final class WriteSession implements UploadSession {
  private final Connection connection;
  private final UploadRequest request;
  private final Publication publication;
  private boolean demanded;
  private boolean over;

  WriteSession(Connection connection, UploadRequest request, Publication publication) {
    this.connection = connection;
    this.request = request;
    this.publication = publication;
  }

  @Override
  public Demand next() {
    if (demanded) {
      return new Demand.Done();
    }
    demanded = true;
    return new Demand.Send(0, ByteRange.whole(request.length()));
  }

  @Override
  public void supply(Demand.Send demand, Body body) throws IOException {
    publication.discard(); // what an earlier attempt left
    long handle = create();
    boolean written = false;
    try {
      write(handle, body);
      written = true;
    } finally {
      close(handle, written);
    }
  }

  private long create() {
    CreateFileRequest create =
        CreateFileRequest.newBuilder()
            .setParentPath(Drive.parent(publication.arrival()))
            .setFileName(Drive.name(publication.arrival()))
            .build();
    try {
      return connection
          .server()
          .call("CreateFile", publication.arrival(), stub -> stub.createFile(create))
          .getFileHandle();
    } catch (Unsupported e) {
      throw connection.server().tooOld("StartRemoteUpload nor CreateFile");
    }
  }

  private void write(long handle, Body body) throws IOException {
    byte[] buffer = new byte[connection.settings().messageLength()];
    WriteStream stream = new WriteStream(connection, publication.arrival());
    long at = 0;
    try (InputStream in = body.open()) {
      while (at < request.length()) {
        int length = (int) Math.min(buffer.length, request.length() - at);
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
          throw new EOFException("the bytes ended before " + request.length() + " were read");
        }
        stream.send(
            WriteFileRequest.newBuilder()
                .setFileHandle(handle)
                .setStartPos(at)
                .setLength(length)
                .setBuffer(UnsafeByteOperations.unsafeWrap(bytes))
                .build());
        at += length;
      }
      if (in.read() >= 0) {
        throw new IOException("there are more bytes than were demanded");
      }
      check(stream.end(), at);
    } finally {
      stream.close();
    }
  }

  private void check(WriteFileResult result, long written) {
    if (result.getBytesWritten() != written) {
      throw new Transient(
          ClouddriveErrors.where("WriteToFileStream", publication.arrival()),
          "the server wrote " + result.getBytesWritten() + " of " + written + " bytes",
          null);
    }
  }

  /** Closing is what makes the server carry it on; after a failure it must only be let go. */
  private void close(long handle, boolean written) {
    boolean interrupted = Thread.interrupted();
    try {
      FileOperationResult result =
          connection
              .server()
              .call(
                  "CloseFile",
                  publication.arrival(),
                  stub ->
                      stub.closeFile(CloseFileRequest.newBuilder().setFileHandle(handle).build()));
      if (written && !result.getSuccess()) {
        throw ClouddriveErrors.refused(
            "CloseFile", publication.arrival(), result.getErrorMessage());
      }
    } catch (StorageException e) {
      if (written) {
        throw e;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void answer(Demand.Hash demand, Digest digest) {
    throw new IllegalStateException("not demanded: " + demand);
  }

  @Override
  public Optional<ResumeToken> token() {
    return Optional.empty();
  }

  @Override
  public StoredObject complete() {
    StoredObject receipt = publication.publish();
    over = true;
    return receipt;
  }

  @Override
  public void abort() {
    if (!over) {
      publication.discard();
      over = true;
    }
  }

  @Override
  public void close() {
    if (!over && demanded) {
      boolean interrupted = Thread.interrupted();
      try {
        publication.discard(); // nobody could go on with it
      } catch (RuntimeException e) {
        // a later sweep will
      }
      over = true;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
