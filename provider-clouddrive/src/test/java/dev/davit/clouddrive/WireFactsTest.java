package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.davit.clouddrive.wire.CancelRemoteUpload;
import dev.davit.clouddrive.wire.CloudDriveFile;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc;
import dev.davit.clouddrive.wire.PauseRemoteUpload;
import dev.davit.clouddrive.wire.RemoteHashDataRequest;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.clouddrive.wire.RemoteReadDataReply;
import dev.davit.clouddrive.wire.RemoteReadDataRequest;
import dev.davit.clouddrive.wire.RemoteReadDataUpload;
import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import dev.davit.clouddrive.wire.RemoteUploadControlRequest;
import dev.davit.clouddrive.wire.RemoteUploadStatusChanged;
import dev.davit.clouddrive.wire.ResumeRemoteUpload;
import dev.davit.clouddrive.wire.StartRemoteUploadRequest;
import dev.davit.clouddrive.wire.UploadFileInfo;
import io.grpc.MethodDescriptor;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes over the wire is what CloudDrive2's public definition says (0.9.24, 1.0.7 and 1.1.2
 * agree): names of calls, numbers of fields and states, and the bytes of the messages that drive an
 * upload, encoded by hand.
 */
class WireFactsTest {
  private static final String WIRE = "dev.davit.clouddrive.wire.";

  @Test
  void callsHaveTheirNamesAndKinds() {
    Map<String, MethodDescriptor.MethodType> calls = new TreeMap<>();
    CloudDriveFileSrvGrpc.getServiceDescriptor()
        .getMethods()
        .forEach(each -> calls.put(each.getFullMethodName(), each.getType()));
    assertThat(calls.keySet()).allMatch(name -> name.startsWith("clouddrive.CloudDriveFileSrv/"));
    assertThat(calls)
        .containsEntry(
            "clouddrive.CloudDriveFileSrv/RemoteUploadChannel",
            MethodDescriptor.MethodType.SERVER_STREAMING)
        .containsEntry(
            "clouddrive.CloudDriveFileSrv/GetSubFiles",
            MethodDescriptor.MethodType.SERVER_STREAMING)
        .containsEntry(
            "clouddrive.CloudDriveFileSrv/WriteToFileStream",
            MethodDescriptor.MethodType.CLIENT_STREAMING);
    assertThat(
            calls.entrySet().stream()
                .filter(each -> each.getValue() == MethodDescriptor.MethodType.UNARY)
                .map(each -> each.getKey().substring(each.getKey().indexOf('/') + 1)))
        .containsExactly(
            "CloseFile",
            "CreateFile",
            "CreateFolder",
            "DeleteFile",
            "FindFileByPath",
            "GetSystemInfo",
            "GetToken",
            "GetUploadFileList",
            "RemoteHashProgress",
            "RemoteReadData",
            "RemoteUploadControl",
            "RenameFile",
            "StartRemoteUpload");
  }

  private static final String[] NUMBERS = {
    "CloudDriveSystemInfo IsLogin=1 UserName=2 SystemReady=3 SystemMessage=4 hasError=5",
    "GetTokenRequest userName=1 password=2 totpCode=3",
    "JWTToken success=1 errorMessage=2 token=3 expiration=4",
    "FileRequest path=1",
    "FindFileByPathRequest parentPath=1 path=2",
    "ListSubFileRequest path=1 forceRefresh=2",
    "SubFilesReply subFiles=1",
    "CloudDriveFile id=1 name=2 fullPathName=3 size=4 writeTime=7 isDirectory=30 isForbidden=36"
        + " fileHashes=70",
    "FileOperationResult success=1 errorMessage=2 resultFilePaths=3",
    "CreateFolderRequest parentPath=1 folderName=2",
    "CreateFolderResult folderCreated=1 result=2",
    "RenameFileRequest theFilePath=1 newName=2",
    "CreateFileRequest parentPath=1 fileName=2",
    "CreateFileResult fileHandle=1",
    "WriteFileRequest fileHandle=1 startPos=2 length=3 buffer=4 closeFile=5",
    "WriteFileResult bytesWritten=1",
    "CloseFileRequest fileHandle=1",
    "GetUploadFileListRequest getAll=1 itemsPerPage=2 pageNumber=3 filter=4 statusFilter=5"
        + " operatorTypeFilter=6",
    "GetUploadFileListResult totalCount=1 uploadFiles=2 globalBytesPerSecond=3 totalBytes=4"
        + " finishedBytes=5 totalCountFiltered=6",
    "UploadFileInfo key=1 destPath=2 size=3 transferedBytes=4 status=5 errorMessage=6"
        + " operatorType=7 statusEnum=8",
    "StartRemoteUploadRequest file_path=1 file_size=2 known_hashes=3"
        + " client_can_calculate_hashes=4",
    "RemoteUploadStarted upload_id=1",
    "RemoteUploadControlRequest upload_id=1 cancel=2 pause=3 resume=4",
    "RemoteUploadChannelRequest device_id=1",
    "RemoteUploadChannelReply upload_id=1 read_data=2 hash_data=3 status_changed=4",
    "RemoteReadDataRequest offset=1 length=2 lazy_read=3",
    "RemoteReadDataUpload upload_id=1 offset=3 length=4 lazy_read=5 data=6 is_last_chunk=7",
    "RemoteReadDataReply success=1 error_message=2 bytes_received=3 is_last_chunk=4",
    "RemoteHashDataRequest hash_type=2 block_size=3",
    "RemoteHashProgressUpload upload_id=1 bytes_hashed=2 total_bytes=3 hash_type=4 hash_value=5"
        + " block_hashes=6",
    "RemoteHashProgressReply",
    "RemoteUploadStatusChanged status=1 error_message=2"
  };

  static String[] numbers() {
    return NUMBERS;
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void fieldsHaveTheirNumbers(String line) throws ReflectiveOperationException {
    String[] words = line.split(" ");
    Map<String, Integer> expected = new TreeMap<>();
    for (String word : Arrays.copyOfRange(words, 1, words.length)) {
      String[] pair = word.split("=");
      expected.put(pair[0].toUpperCase(Locale.ROOT), Integer.parseInt(pair[1]));
    }
    Map<String, Integer> actual = new TreeMap<>();
    for (Field field : Class.forName(WIRE + words[0]).getFields()) {
      if (field.getName().endsWith("_FIELD_NUMBER")) {
        actual.put(field.getName().replace("_FIELD_NUMBER", ""), field.getInt(null));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** So that nobody adds a message whose numbers are not looked at. */
  @Test
  void everyMessageOfACallIsAmongThem() {
    Set<String> used = new HashSet<>();
    for (MethodDescriptor<?, ?> call : CloudDriveFileSrvGrpc.getServiceDescriptor().getMethods()) {
      used.add(name(call.getRequestMarshaller()));
      used.add(name(call.getResponseMarshaller()));
    }
    used.remove("Empty");
    assertThat(Stream.of(NUMBERS).map(line -> line.split(" ")[0]).collect(Collectors.toSet()))
        .containsAll(used);
    assertThat(used).hasSizeGreaterThan(20);
  }

  private static String name(MethodDescriptor.Marshaller<?> marshaller) {
    Object prototype = ((MethodDescriptor.PrototypeMarshaller<?>) marshaller).getMessagePrototype();
    return String.valueOf(prototype == null ? "" : prototype.getClass().getSimpleName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WaitforPreprocessing=0",
        "Preprocessing=1",
        "Cancelled=2",
        "Transfer=3",
        "Pause=4",
        "Finish=5",
        "Skipped=6",
        "Inqueue=7",
        "Ignored=8",
        "Error=9",
        "FatalError=10"
      })
  void statesHaveTheirNumbers(String pair) {
    String[] nameAndNumber = pair.split("=");
    assertThat(UploadFileInfo.Status.valueOf(nameAndNumber[0]).getNumber())
        .isEqualTo(Integer.parseInt(nameAndNumber[1]));
  }

  @ParameterizedTest
  @CsvSource({"Unknown,0", "Md5,1", "Sha1,2", "PikPakSha1,3"})
  void hashesHaveTheirNumbers(CloudDriveFile.HashType type, int number) {
    assertThat(type.getNumber()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"Mount,0", "Copy,1", "BackupFile,2", "RemoteUpload,3"})
  void operatorsHaveTheirNumbers(UploadFileInfo.OperatorType type, int number) {
    assertThat(type.getNumber()).isEqualTo(number);
  }

  static List<Arguments> messages() {
    RemoteUploadChannelReply.Builder reply = RemoteUploadChannelReply.newBuilder().setUploadId("u");
    RemoteUploadControlRequest.Builder control =
        RemoteUploadControlRequest.newBuilder().setUploadId("u");
    return List.of(
        Arguments.of(
            "0a022f6110ac021a06080212026666" + "2001",
            StartRemoteUploadRequest.newBuilder()
                .setFilePath("/a")
                .setFileSize(300)
                .putKnownHashes(2, "ff")
                .setClientCanCalculateHashes(true)
                .build()),
        Arguments.of(
            "0a0175" + "1206080510071801",
            reply
                .clone()
                .setReadData(
                    RemoteReadDataRequest.newBuilder().setOffset(5).setLength(7).setLazyRead(true))
                .build()),
        Arguments.of(
            "0a0175" + "1a06100118808004",
            reply
                .clone()
                .setHashData(
                    RemoteHashDataRequest.newBuilder().setHashType(1).setBlockSize(64 << 10))
                .build()),
        Arguments.of(
            "0a0175" + "22050805120178",
            reply
                .clone()
                .setStatusChanged(
                    RemoteUploadStatusChanged.newBuilder()
                        .setStatus(UploadFileInfo.Status.Finish)
                        .setErrorMessage("x"))
                .build()),
        Arguments.of(
            "0a0175" + "1805" + "2002" + "2801" + "32026869" + "3801",
            RemoteReadDataUpload.newBuilder()
                .setUploadId("u")
                .setOffset(5)
                .setLength(2)
                .setLazyRead(true)
                .setData(ByteString.copyFromUtf8("hi"))
                .setIsLastChunk(true)
                .build()),
        Arguments.of(
            "0801" + "120178" + "1802" + "2001",
            RemoteReadDataReply.newBuilder()
                .setSuccess(true)
                .setErrorMessage("x")
                .setBytesReceived(2)
                .setIsLastChunk(true)
                .build()),
        Arguments.of(
            "0a0175" + "1003" + "1804" + "2002" + "2a026666" + "32026161" + "32026262",
            RemoteHashProgressUpload.newBuilder()
                .setUploadId("u")
                .setBytesHashed(3)
                .setTotalBytes(4)
                .setHashType(CloudDriveFile.HashType.Sha1)
                .setHashValue("ff")
                .addBlockHashes("aa")
                .addBlockHashes("bb")
                .build()),
        Arguments.of(
            "0a0175" + "1200",
            control.clone().setCancel(CancelRemoteUpload.getDefaultInstance()).build()),
        Arguments.of(
            "0a0175" + "1a00",
            control.clone().setPause(PauseRemoteUpload.getDefaultInstance()).build()),
        Arguments.of(
            "0a0175" + "2200",
            control.clone().setResume(ResumeRemoteUpload.getDefaultInstance()).build()),
        Arguments.of(
            "2005" + "f00101" + "b20406080212026666",
            CloudDriveFile.newBuilder()
                .setSize(5)
                .setIsDirectory(true)
                .putFileHashes(2, "ff")
                .build()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesAreEncodedAsByHand(String hex, MessageLite message) {
    assertThat(HexFormat.of().formatHex(message.toByteArray())).isEqualTo(hex);
  }
}
