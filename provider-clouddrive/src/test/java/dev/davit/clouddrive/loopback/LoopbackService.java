package dev.davit.clouddrive.loopback;

import com.google.protobuf.Empty;
import dev.davit.clouddrive.loopback.LoopbackOptions.Trouble;
import dev.davit.clouddrive.wire.*;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The calls that the server takes. */
final class LoopbackService extends CloudDriveFileSrvGrpc.CloudDriveFileSrvImplBase {
  private static final Context.Key<String> PEER = Context.key("peer");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Set<String> PUBLIC = Set.of("GetSystemInfo", "GetToken");

  private final LoopbackCloudDrive drive;
  private final Map<Long, String> handles = new ConcurrentHashMap<>();
  private final AtomicLong nextHandle = new AtomicLong();

  LoopbackService(LoopbackCloudDrive drive) {
    this.drive = drive;
  }

  /** Lets calls know who makes them, and lets in only those with the token. */
  static ServerServiceDefinition peersKnown(LoopbackService service) {
    return ServerInterceptors.intercept(
        service,
        new ServerInterceptor() {
          @Override
          public <Q, A> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String name = call.getMethodDescriptor().getBareMethodName();
            service.drive.called(name);
            Optional<Status> refusal = service.refusal(name, headers.get(AUTHORIZATION));
            if (refusal.isPresent()) {
              call.close(refusal.get(), new Metadata());
              return new ServerCall.Listener<>() {};
            }
            String peer = String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            return Contexts.interceptCall(
                Context.current().withValue(PEER, peer), call, headers, next);
          }
        });
  }

  private boolean has(Trouble trouble) {
    return drive.options().troubles().contains(trouble);
  }

  private Optional<Status> refusal(String call, String authorization) {
    if (PUBLIC.contains(call)) {
      return Optional.empty();
    }
    if (!("Bearer " + drive.options().token()).equals(authorization)) {
      return Optional.of(Status.UNAUTHENTICATED.withDescription("invalid token"));
    }
    boolean remote = call.startsWith("Remote") || call.equals("StartRemoteUpload");
    boolean writing = call.equals("CreateFile") || call.equals("WriteToFileStream");
    if ((has(Trouble.OLD) && remote) || (has(Trouble.VERY_OLD) && (remote || writing))) {
      return Optional.of(Status.UNIMPLEMENTED.withDescription("unknown method"));
    }
    boolean denied =
        (has(Trouble.NO_WRITE_PERMISSION) && call.equals("StartRemoteUpload"))
            || (has(Trouble.NO_FOLDER_PERMISSION) && call.equals("CreateFolder"))
            || (has(Trouble.NO_LIST_OF_UPLOADS) && call.equals("GetUploadFileList"));
    return denied
        ? Optional.of(Status.PERMISSION_DENIED.withDescription("token lacks the permission"))
        : Optional.empty();
  }

  private static <T> void answer(StreamObserver<T> to, Supplier<T> with) {
    T answer;
    try {
      answer = with.get();
    } catch (RuntimeException e) {
      to.onError(e);
      return;
    }
    to.onNext(answer);
    to.onCompleted();
  }

  @Override
  public void getSystemInfo(Empty request, StreamObserver<CloudDriveSystemInfo> to) {
    answer(
        to,
        () ->
            CloudDriveSystemInfo.newBuilder()
                .setIsLogin(!has(Trouble.NOT_SIGNED_IN))
                .setUserName("captain")
                .setSystemReady(!has(Trouble.NOT_READY))
                .setSystemMessage(has(Trouble.NOT_READY) ? "starting" : "")
                .build());
  }

  @Override
  public void getToken(GetTokenRequest request, StreamObserver<JWTToken> to) {
    boolean known =
        request.getUserName().equals("captain")
            && request.getPassword().equals(drive.options().password());
    boolean confirmed = request.getTotpCode().equals(drive.options().oneTimeCode());
    answer(
        to,
        () ->
            known && confirmed
                ? JWTToken.newBuilder().setSuccess(true).setToken(drive.options().token()).build()
                : JWTToken.newBuilder()
                    .setErrorMessage("wrong " + (known ? "one-time code" : "user name or password"))
                    .build());
  }

  @Override
  public void findFileByPath(FindFileByPathRequest request, StreamObserver<CloudDriveFile> to) {
    String parent = request.getParentPath();
    String path = (parent.equals("/") ? "" : parent) + "/" + request.getPath();
    answer(
        to,
        () ->
            drive
                .files()
                .look(path.equals("//") ? "/" : path)
                .map(node -> CloudFiles.describe(path, node))
                .orElseThrow(() -> notFound("file not found: " + path)));
  }

  private static RuntimeException notFound(String words) {
    return Status.NOT_FOUND.withDescription(words).asRuntimeException();
  }

  @Override
  public void getSubFiles(ListSubFileRequest request, StreamObserver<SubFilesReply> to) {
    if (drive.files().look(request.getPath()).isEmpty()) {
      to.onError(notFound("no such folder"));
      return;
    }
    for (CloudDriveFile each : drive.files().children(request.getPath())) {
      to.onNext(SubFilesReply.newBuilder().addSubFiles(each).build());
    }
    to.onCompleted();
  }

  @Override
  public void createFolder(CreateFolderRequest request, StreamObserver<CreateFolderResult> to) {
    String parent = request.getParentPath();
    String words = "";
    if (parent.equals("/")) {
      words = "cannot create a folder in the root";
    } else if (drive.files().look(parent).filter(CloudFiles.Node::folder).isEmpty()) {
      words = "no parent folder";
    } else if (!drive.files().makeFolder(parent + "/" + request.getFolderName())) {
      words = "the folder exists already";
    }
    FileOperationResult result = result(words);
    answer(to, () -> CreateFolderResult.newBuilder().setResult(result).build());
  }

  private static FileOperationResult result(String words) {
    return FileOperationResult.newBuilder()
        .setSuccess(words.isEmpty())
        .setErrorMessage(words)
        .build();
  }

  @Override
  public void renameFile(RenameFileRequest request, StreamObserver<FileOperationResult> to) {
    boolean done = drive.files().rename(request.getTheFilePath(), request.getNewName());
    answer(to, () -> result(done ? "" : "cannot rename " + request.getTheFilePath()));
  }

  @Override
  public void deleteFile(FileRequest request, StreamObserver<FileOperationResult> to) {
    answer(
        to,
        () -> {
          if (!drive.files().remove(request.getPath())) {
            throw notFound("no such file");
          }
          return result("");
        });
  }

  @Override
  public void getUploadFileList(
      GetUploadFileListRequest request, StreamObserver<GetUploadFileListResult> to) {
    answer(
        to,
        () -> {
          GetUploadFileListResult.Builder all = GetUploadFileListResult.newBuilder();
          drive.uploads().stream()
              .filter(each -> !each.forgotten() && each.path().contains(request.getFilter()))
              .forEach(each ->
                  all.addUploadFiles(
                      UploadFileInfo.newBuilder()
                          .setKey(each.id())
                          .setDestPath(each.path())
                          .setSize(each.size())
                          .setTransferedBytes(each.covered())
                          .setErrorMessage(each.words())
                          .setOperatorType(UploadFileInfo.OperatorType.RemoteUpload)
                          .setStatusEnum(each.status())));
          return all.setTotalCount(all.getUploadFilesCount()).build();
        });
  }

  @Override
  public void startRemoteUpload(
      StartRemoteUploadRequest request, StreamObserver<RemoteUploadStarted> to) {
    String path = request.getFilePath();
    String parent = path.substring(0, path.lastIndexOf('/'));
    if (has(Trouble.FULL)) {
      to.onError(
          Status.RESOURCE_EXHAUSTED.withDescription("cloud drive is full").asRuntimeException());
      return;
    }
    if (drive.files().look(parent).filter(CloudFiles.Node::folder).isEmpty()) {
      to.onError(notFound("no folder " + parent));
      return;
    }
    DrivenUpload upload =
        drive.begin(PEER.get(), path, request.getFileSize(), request.getKnownHashesMap());
    if (has(Trouble.FULL_LATER)) {
      upload.turn(UploadFileInfo.Status.Error, "not enough space in the cloud drive");
    } else {
      upload.begin(); // what is asked for may arrive before the answer does
    }
    if (((ServerCallStreamObserver<RemoteUploadStarted>) to).isCancelled()) {
      drive.startLost();
    }
    answer(to, () -> RemoteUploadStarted.newBuilder().setUploadId(upload.id()).build());
  }

  private DrivenUpload upload(String id) {
    DrivenUpload upload = drive.uploadsById().get(id);
    if (upload == null || upload.forgotten()) {
      throw notFound("upload session not found: " + id);
    }
    return upload;
  }

  @Override
  public void remoteUploadControl(RemoteUploadControlRequest request, StreamObserver<Empty> to) {
    answer(
        to,
        () -> {
          DrivenUpload upload = upload(request.getUploadId());
          if (DrivenUpload.isFinal(upload.status())) {
            throw notFound("upload session not found: it has ended");
          }
          switch (request.getControlCase()) {
            case CANCEL -> upload.cancel();
            case PAUSE -> upload.pause();
            case RESUME -> upload.resume(drive.channels().opening(PEER.get()));
            case CONTROL_NOT_SET -> drive.violated("an empty control");
          }
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void remoteUploadChannel(
      RemoteUploadChannelRequest request, StreamObserver<RemoteUploadChannelReply> to) {
    ServerCallStreamObserver<RemoteUploadChannelReply> stream =
        (ServerCallStreamObserver<RemoteUploadChannelReply>) to;
    stream.setOnCancelHandler(() -> drive.channels().closed(request.getDeviceId(), stream));
    drive.channels().open(request.getDeviceId(), PEER.get(), stream);
    drive.adopt(request.getDeviceId());
    drive.replay(request.getDeviceId());
  }

  @Override
  public void remoteReadData(RemoteReadDataUpload request, StreamObserver<RemoteReadDataReply> to) {
    if (request.getData().size() > 2 << 20) {
      drive.violated("a message of " + request.getData().size() + " bytes");
    }
    answer(
        to,
        () -> {
          upload(request.getUploadId()).receive(request);
          if (drive.losesAnswer()) {
            throw Status.UNAVAILABLE.withDescription("the answer is lost").asRuntimeException();
          }
          return RemoteReadDataReply.newBuilder()
              .setSuccess(true)
              .setBytesReceived(request.getLength())
              .setIsLastChunk(request.getIsLastChunk())
              .build();
        });
  }

  @Override
  public void remoteHashProgress(
      RemoteHashProgressUpload request, StreamObserver<RemoteHashProgressReply> to) {
    answer(
        to,
        () -> {
          upload(request.getUploadId()).hashed(request);
          return RemoteHashProgressReply.getDefaultInstance();
        });
  }

  @Override
  public void createFile(CreateFileRequest request, StreamObserver<CreateFileResult> to) {
    long handle = nextHandle.incrementAndGet();
    handles.put(handle, request.getParentPath() + "/" + request.getFileName());
    answer(to, () -> CreateFileResult.newBuilder().setFileHandle(handle).build());
  }

  @Override
  public StreamObserver<WriteFileRequest> writeToFileStream(StreamObserver<WriteFileResult> to) {
    return new StreamObserver<>() {
      private long written;
      private long handle;

      @Override
      public void onNext(WriteFileRequest request) {
        handle = request.getFileHandle();
        if (request.getStartPos() != written) {
          drive.violated("written at " + request.getStartPos() + " after " + written);
        }
        if (drive.options().keepBytes()) {
          append(request);
        }
        written += request.getLength();
      }

      private void append(WriteFileRequest request) {
        try (OutputStream out =
            Files.newOutputStream(
                bytes(handle), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          request.getBuffer().writeTo(out);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void onError(Throwable failure) {
        // the client gave up
      }

      @Override
      public void onCompleted() {
        long count = written;
        answer(to, () -> WriteFileResult.newBuilder().setBytesWritten(count).build());
      }
    };
  }

  private Path bytes(long handle) {
    return drive.folder().resolve("handle-" + handle);
  }

  @Override
  public void closeFile(CloseFileRequest request, StreamObserver<FileOperationResult> to) {
    String path = handles.remove(request.getFileHandle());
    Path bytes = bytes(request.getFileHandle());
    try {
      if (!Files.exists(bytes)) {
        Files.createFile(bytes);
      }
      long size = Files.size(bytes);
      drive
          .files()
          .put(
              path,
              new CloudFiles.Node(
                  false,
                  size,
                  Optional.of(bytes),
                  Map.of(
                      1, LoopbackCloudDrive.hash("MD5", bytes, size),
                      2, LoopbackCloudDrive.hash("SHA-1", bytes, size))));
    } catch (IOException e) {
      to.onError(e);
      return;
    }
    answer(to, () -> result(""));
  }
}
