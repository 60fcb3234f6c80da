package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.LoopbackOptions.Trouble;
import dev.davit.clouddrive.loopback.PlainDriver;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.ServerTransfers;
import dev.davit.core.port.ServerTransfers.Transfer;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.Digests;
import dev.davit.testkit.Bodies;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server may do during an upload, one thing at a time. */
class ClouddriveSessionTest {
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(8).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private LoopbackCloudDrive server;
  private Storage storage;

  private void begin(LoopbackOptions options, String... settings) throws IOException {
    server = LoopbackCloudDrive.start(options, folder.resolve("server"));
    storage = Stores.connect(server, folder, settings);
  }

  private void beginDriven(Driver driver, String... settings) throws IOException {
    begin(LoopbackOptions.defaults().driven(upload -> driver), settings);
  }

  /** Asks only what a test says when it begins; ends when everything has been answered. */
  private static Driver asking(Consumer<DrivenUpload> begin, Status end, String words) {
    return new Driver() {
      @Override
      public void begin(DrivenUpload upload) {
        begin.accept(upload);
        answered(upload);
      }

      @Override
      public void answered(DrivenUpload upload) {
        if (upload.open() == 0 && upload.status() == Status.Inqueue) {
          upload.turn(end, words);
        }
      }
    };
  }

  @AfterEach
  void end() {
    storage.close();
    List<String> violations = server.violations();
    server.close();
    assertThat(violations).isEmpty();
  }

  private static UploadRequest request(String key) {
    return UploadRequest.of(ObjectKey.of(key), CONTENT.length);
  }

  private void store(String key) throws Exception {
    Uploads.store(storage, request(key), CONTENT);
  }

  private byte[] there(String path) throws IOException {
    return Files.readAllBytes(server.files().file(path).orElseThrow().bytes().orElseThrow());
  }

  @Test
  void hashesOfEveryKindAreWhatTheyShouldBe() throws Exception {
    DrivenUpload[] seen = new DrivenUpload[1];
    beginDriven(
        asking(
            upload -> {
              seen[0] = upload;
              upload.askHash(1, 0);
              upload.askHash(2, 0);
              upload.askHash(3, 0);
              upload.askHash(1, 0);
            },
            Status.Finish,
            ""));

    store("cloud/a.bin");

    assertThat(seen[0].values())
        .containsEntry(1, Digests.of(DigestAlgorithm.MD5, CONTENT).hex())
        .containsEntry(2, Digests.of(DigestAlgorithm.SHA1, CONTENT).hex())
        // 256 KiB segments: SHA-1 of the two SHA-1s, as sha1sum and xxd compute it.
        .containsEntry(3, gcid());
    assertThat(server.calls("RemoteReadData")).as("an instant upload").isZero();
  }

  private static String gcid() throws Exception {
    var sha1 = java.security.MessageDigest.getInstance("SHA-1");
    var whole = java.security.MessageDigest.getInstance("SHA-1");
    whole.update(sha1.digest(java.util.Arrays.copyOfRange(CONTENT, 0, 262_144)));
    whole.update(sha1.digest(java.util.Arrays.copyOfRange(CONTENT, 262_144, CONTENT.length)));
    return java.util.HexFormat.of().withUpperCase().formatHex(whole.digest());
  }

  @Test
  void whatIsKnownIsToldBeforehandAndNeedsNoReading() throws Exception {
    DrivenUpload[] seen = new DrivenUpload[1];
    beginDriven(
        asking(
            upload -> {
              seen[0] = upload;
              upload.askHash(2, 0);
            },
            Status.Finish,
            ""));
    UploadRequest request =
        request("cloud/known.bin")
            .withKnownDigests(
                List.of(
                    Digests.of(DigestAlgorithm.SHA1, CONTENT),
                    Digests.of(DigestAlgorithm.SHA256, CONTENT)));

    try (UploadSession session = storage.open(request)) {
      Demand demand = session.next();
      while (demand instanceof Demand.Later) {
        demand = session.next();
      }
      assertThat(demand).isInstanceOf(Demand.Done.class);
      session.complete();
    }

    assertThat(seen[0].known()).containsOnlyKeys(2);
  }

  @Test
  void whatIsSaidBeforeTheChannelIsKnownThereIsSaidAgain() throws Exception {
    begin(LoopbackOptions.defaults().with(Trouble.LATE_CHANNEL));

    store("cloud/early.bin");

    assertThat(there("/cloud/early.bin")).isEqualTo(CONTENT);
    assertThat(server.calls("RemoteUploadChannel")).isLessThanOrEqualTo(2);
    assertThat(server.calls("GetUploadFileList")).as("the silence was not waited for").isZero();
  }

  /** More than is kept for an upload whose start has not been answered yet. */
  @Test
  void whatIsAskedBeforeTheUploadIsKnownIsAnsweredHoweverMuchItIs() throws Exception {
    beginDriven(
        asking(
            upload -> {
              for (int at = 0; at < CONTENT.length; at += 1_000) {
                upload.ask(at, 1_000, false);
              }
            },
            Status.Finish,
            ""));

    store("cloud/many.bin");

    assertThat(there("/cloud/many.bin")).isEqualTo(CONTENT);
    assertThat(server.calls("StartRemoteUpload")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"request,true", "file,false"})
  void lastIsWhatTheSettingSays(String setting, boolean ofRequest) throws Exception {
    // The driver waits for a flag at the end of each request, and one ends before the file does.
    beginDriven(
        asking(
            upload -> {
              upload.ask(0, 100_000, true);
              upload.ask(100_000, 1 << 20, false);
            },
            Status.Finish,
            ""),
        "last-chunk",
        setting,
        "message-size",
        "64K",
        "silence-timeout",
        "2s");
    try (UploadSession session = storage.open(request("cloud/last.bin"))) {
      boolean done = false;
      for (int i = 0; i < 4 && !done; i++) {
        Demand demand = session.next();
        done = demand instanceof Demand.Done;
        if (demand instanceof Demand.Send send) {
          session.supply(send, Bodies.of(CONTENT, send.range()));
        }
      }
      DrivenUpload upload = server.uploads().iterator().next();
      assertThat(upload.open()).isEqualTo(ofRequest ? 0 : 1);
      assertThat(done).isEqualTo(ofRequest);
    }
  }

  @Test
  void aLargeRequestIsAnsweredInMessagesAndFlaggedOnce() throws Exception {
    byte[] large = new byte[20 << 20];
    new Random(1).nextBytes(large);
    beginDriven(new PlainDriver(32 << 20, 1), "message-size", "2M");

    Uploads.store(storage, UploadRequest.of(ObjectKey.of("cloud/large"), large.length), large);

    assertThat(server.calls("RemoteReadData")).isEqualTo(10);
    assertThat(there("/cloud/large")).isEqualTo(large);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"Error", "FatalError", "Cancelled", "Ignored", "Skipped"})
  void aBadEndIsAnErrorWithTheServersWords(Status status) throws Exception {
    beginDriven(asking(upload -> {}, status, "the cloud was in a mood"));

    try (UploadSession session = storage.open(request("cloud/ended.bin"))) {
      assertThatThrownBy(() -> Uploads.supply(session, CONTENT))
          .isInstanceOf(status == Status.Error ? Transient.class : Rejected.class)
          .hasMessageContaining("in a mood")
          .hasMessageContaining(status.name());
      session.abort();
    }
    assertThat(server.files().files()).isEmpty();
  }

  @Test
  void whatWasSkippedIsThereIfItIsThere() throws Exception {
    beginDriven(
        asking(
            upload -> {
              server.put(upload);
              upload.turn(Status.Skipped, "the same file was there");
            },
            Status.Skipped,
            ""));

    store("cloud/skipped.bin");

    assertThat(server.files().files()).containsExactly("/cloud/skipped.bin");
  }

  @Test
  void anEndWithoutBytesOrHashIsNoEnd() throws Exception {
    beginDriven(asking(upload -> upload.turn(Status.Finish, ""), Status.Finish, ""));

    try (UploadSession session = storage.open(request("cloud/nothing.bin"))) {
      Uploads.supply(session, CONTENT);
      assertThatThrownBy(session::complete)
          .isInstanceOf(Rejected.class)
          .hasMessageContaining("neither");
      session.abort();
    }
    assertThat(server.files().files()).isEmpty();
  }

  @Test
  void aFullDriveIsToldApart() throws Exception {
    begin(LoopbackOptions.defaults().with(Trouble.FULL_LATER));

    assertThatThrownBy(() -> store("cloud/full.bin"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("make room");
  }

  @Test
  void aPauseIsWaitedOut() throws Exception {
    beginDriven(
        asking(upload -> upload.turn(Status.Pause, ""), Status.Finish, ""),
        "silence-timeout",
        "500ms");
    try (UploadSession session = storage.open(request("cloud/paused.bin"))) {
      DrivenUpload upload = server.uploads().iterator().next();
      while (server.calls("GetUploadFileList") < 2) {
        assertThat(session.next()).isInstanceOf(Demand.Later.class);
      }
      assertThat(server.calls("RemoteUploadControl")).as("it is not ours to end").isZero();
      upload.turn(Status.Inqueue, "");
      upload.ask(0, CONTENT.length, false);
      Uploads.supply(session, CONTENT);
      session.complete();
    }
    assertThat(there("/cloud/paused.bin")).isEqualTo(CONTENT);
  }

  @Test
  void silenceIsSettledByLookingAndAskingAgain() throws Exception {
    beginDriven(new PlainDriver(100_000, 1), "silence-timeout", "500ms");
    try (UploadSession session = storage.open(request("cloud/silent.bin"))) {
      DrivenUpload upload = server.uploads().iterator().next();
      upload.silence(true);
      Demand demand = session.next();
      if (demand instanceof Demand.Send send) {
        session.supply(send, Bodies.of(CONTENT, send.range()));
      }
      while (server.calls("GetUploadFileList") == 0) {
        assertThat(session.next()).isInstanceOf(Demand.Later.class);
      }
      upload.silence(false);
      Uploads.supply(session, CONTENT);
      session.complete();
    }
    assertThat(there("/cloud/silent.bin")).isEqualTo(CONTENT);
    assertThat(server.calls("RemoteUploadChannel")).isGreaterThan(1);
  }

  @Test
  void whatNobodyKnowsAnyMoreIsGivenUp() throws Exception {
    begin(
        LoopbackOptions.defaults()
            .with(Trouble.NO_LIST_OF_UPLOADS)
            .driven(upload -> asking(u -> u.silence(true), Status.Transfer, "")),
        "silence-timeout",
        "300ms");
    try (UploadSession session = storage.open(request("cloud/gone.bin"))) {
      assertThatThrownBy(() -> Uploads.supply(session, CONTENT))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("silent");
    }
  }

  @Test
  void anInterruptedUploadIsPausedAndGoesOnInAnotherProcess() throws Exception {
    beginDriven(new PlainDriver(50_000, 2));
    UploadRequest request = request("cloud/resumed.bin");
    ResumeToken token;
    List<ByteRange> before;
    try (UploadSession session = storage.open(request)) {
      token = session.token().orElseThrow();
      before = Uploads.supply(session, CONTENT, 2);
    }
    DrivenUpload upload = server.uploads().iterator().next();
    assertThat(upload.status()).isEqualTo(Status.Pause);
    storage.close();

    storage = Stores.connect(server, folder);
    try (UploadSession session = storage.resume(request, token)) {
      assertThat(Uploads.supply(session, CONTENT)).doesNotContainAnyElementsOf(before);
      session.complete();
    }
    assertThat(there("/cloud/resumed.bin")).isEqualTo(CONTENT);
  }

  @Test
  void aServerThatForgetsThatAPauseHasEndedIsAskedAgain() throws Exception {
    beginDriven(new PlainDriver(50_000, 2));
    UploadRequest request = request("cloud/forgotten.bin");
    ResumeToken token;
    try (UploadSession session = storage.open(request)) {
      token = session.token().orElseThrow();
      Uploads.supply(session, CONTENT, 2);
    }
    server.uploads().iterator().next().forgetResume();
    storage.close();

    storage = Stores.connect(server, folder, "silence-timeout", "500ms");
    try (UploadSession session = storage.resume(request, token)) {
      Uploads.supply(session, CONTENT);
      session.complete();
    }
    assertThat(there("/cloud/forgotten.bin")).isEqualTo(CONTENT);
    assertThat(server.calls("RemoteUploadControl")).as("pause, resume, resume").isEqualTo(3);
  }

  @Test
  void anAbortedUploadIsCancelledThereAndCannotBeResumed() throws Exception {
    beginDriven(new PlainDriver(50_000, 2));
    UploadRequest request = request("cloud/aborted.bin");
    try (UploadSession session = storage.open(request)) {
      ResumeToken token = session.token().orElseThrow();
      session.abort();
      assertThat(server.uploads().iterator().next().status()).isEqualTo(Status.Cancelled);
      assertThatThrownBy(() -> storage.resume(request, token)).isInstanceOf(Missing.class);
    }
  }

  @Test
  void aServerRestartInTheMiddleLosesNothing() throws Exception {
    beginDriven(new PlainDriver(20_000, 3));
    try (UploadSession session = storage.open(request("cloud/restart.bin"))) {
      Demand demand = session.next();
      for (int i = 1; !(demand instanceof Demand.Done); i++) {
        if (i % 4 == 0) {
          server.restart();
        }
        if (demand instanceof Demand.Send send) {
          supplyAsOftenAsNeeded(session, send);
        }
        demand = session.next();
      }
      session.complete();
    }
    assertThat(there("/cloud/restart.bin")).isEqualTo(CONTENT);
    assertThat(server.calls("StartRemoteUpload")).isEqualTo(1);
  }

  /** As core does it. */
  private static void supplyAsOftenAsNeeded(UploadSession session, Demand.Send send)
      throws IOException {
    for (int i = 1; ; i++) {
      try {
        session.supply(send, Bodies.of(CONTENT, send.range()));
        return;
      } catch (Transient e) {
        if (i == 5) {
          throw e;
        }
      }
    }
  }

  @Test
  void bothAreKeptIfTheUserWantsThat() throws Exception {
    begin(LoopbackOptions.defaults(), "existing", "keep-both");
    store("cloud/dir/a.tar.gz");
    store("cloud/dir/a.tar.gz");
    store("cloud/dir/a.tar.gz");

    assertThat(server.files().files())
        .containsExactlyInAnyOrder(
            "/cloud/dir/a.tar.gz", "/cloud/dir/a.tar (2).gz", "/cloud/dir/a.tar (3).gz");
  }

  @Test
  void nothingIsReplacedIfTheUserForbidsThat() throws Exception {
    begin(LoopbackOptions.defaults(), "existing", "fail");
    store("cloud/a.txt");
    assertThatThrownBy(() -> store("cloud/a.txt")).isInstanceOf(Conflict.class);
    assertThatThrownBy(
            () -> storage.open(request("cloud/a.txt").withOverwrite(Overwrite.ONLY_IF_ABSENT)))
        .isInstanceOf(Conflict.class);
    assertThat(server.files().files()).containsExactly("/cloud/a.txt");
  }

  @Test
  void anOldServerIsWrittenTo() throws Exception {
    begin(LoopbackOptions.defaults().with(Trouble.OLD));
    store("cloud/dir/old.bin");
    Uploads.store(storage, UploadRequest.of(ObjectKey.of("cloud/empty"), 0), new byte[0]);

    assertThat(there("/cloud/dir/old.bin")).isEqualTo(CONTENT);
    assertThat(server.files().files()).containsExactly("/cloud/dir/old.bin", "/cloud/empty");
    assertThat(server.calls("StartRemoteUpload")).as("asked once").isEqualTo(1);
  }

  @Test
  void aCloudThatIsNotThereIsNamedBesideThoseThatAre() throws Exception {
    begin(LoopbackOptions.defaults());
    assertThatThrownBy(() -> store("clod/a.txt"))
        .isInstanceOf(Missing.class)
        .hasMessageContaining("/clod")
        .hasMessageContaining("/cloud");
  }

  @Test
  void transfersAndLeftoversAreShown() throws Exception {
    beginDriven(new PlainDriver(50_000, 2));
    try (UploadSession session = storage.open(request("cloud/dir/shown.bin"))) {
      Uploads.supply(session, CONTENT, 2);
      assertThat(storage.facet(ServerTransfers.class).orElseThrow().transfers("cloud/"))
          .containsExactly(
              new Transfer(
                  "/cloud/dir/shown.bin", CONTENT.length, 100_000, Transfer.State.WAITING, ""));
      Uploads.supply(session, CONTENT);
    }
    UnfinishedUploads unfinished = storage.facet(UnfinishedUploads.class).orElseThrow();
    List<UnfinishedUploads.Unfinished> left = unfinished.unfinished("cloud/").toList();
    assertThat(left).extracting(each -> each.key().value()).containsExactly("cloud/dir/shown.bin");
    left.forEach(unfinished::discard);
    assertThat(server.files().files()).isEmpty();
  }
}
