package dev.davit.maiagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Removal;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Tasks;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.FaultChoice;
import dev.davit.testkit.server.FaultRule;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single requests that go wrong, and what is there afterwards. */
class LostAnswersTest {
  private MaiAgentServer server = MaiAgentServer.start(MaiAgentOptions.defaults());
  private PresignedStorage storage = Bases.of(server, Map.of());

  @AfterEach
  void close() {
    storage.close();
    server.close();
    assertThat(server.surprises()).isEmpty();
  }

  private void restart(MaiAgentOptions options) {
    close();
    server = MaiAgentServer.start(options);
    storage = Bases.of(server, Map.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private StoredObject store(String key, String text) throws Exception {
    return Uploads.store(
        storage, UploadRequest.of(ObjectKey.of(key), bytes(text).length), bytes(text));
  }

  /** How a registration's answer gets lost although it was carried out. */
  enum Loss {
    RESET(on -> on.loseAnswer(Fault.Cut.RST)),
    ENDED(on -> on.loseAnswer(Fault.Cut.FIN)),
    CUT(on -> on.cutAnswer(150, Fault.Cut.FIN)),
    REFUSED(on -> on.commitThenAnswer(500)),
    EMPTY(on -> on.edit("other body", answer -> answer.body("application/json", "[]")));

    private final Function<FaultChoice, FaultRule> fault;

    Loss(Function<FaultChoice, FaultRule> fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRegistrationWhoseAnswerIsLostIsFoundAndNotRepeated(Loss loss) throws Exception {
    store("before.txt", "before");
    FaultRule fault = loss.fault.apply(server.faults().on(Operation.REGISTER_FILES).times(1));
    byte[] content = bytes("content");
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of("lost.txt"), content.length))) {
      Uploads.supply(session, content);
      assertThatThrownBy(session::complete).isInstanceOf(Transient.class);
      StoredObject stored = session.complete();
      assertThat(stored.version()).contains(server.files("lost.txt").getFirst().id());
    }
    assertThat(fault.struck()).isEqualTo(1);
    assertThat(server.files("lost.txt")).hasSize(1);
    assertThat(server.api().counters().requests(Operation.REGISTER_FILES)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void theSameWhereTheSearchFindsNothing(Loss loss) throws Exception {
    restart(MaiAgentOptions.defaults().withoutSearch());
    for (int i = 0; i < 25; i++) {
      server.put("old-" + i, bytes("x"));
    }
    aRegistrationWhoseAnswerIsLostIsFoundAndNotRepeated(loss);
  }

  @Test
  void aRegistrationThatDidNotHappenIsRepeated() throws Exception {
    server.faults().on(Operation.REGISTER_FILES).times(1).resetAtBodyByte(5);
    byte[] content = bytes("content");
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of("again.txt"), content.length))) {
      Uploads.supply(session, content);
      assertThatThrownBy(session::complete).isInstanceOf(Transient.class);
      StoredObject unused = session.complete();
    }
    assertThat(server.files("again.txt")).hasSize(1);
  }

  /** Killed after a registration: the next run knows nothing of it, and yet there is one file. */
  @Test
  void whatAnEarlierRunLeftIsReplaced() throws Exception {
    store("twice.txt", "first");
    server.put("twice.txt", bytes("second"));
    storage.close();
    storage = Bases.of(server, Map.of());
    store("twice.txt", "third");
    assertThat(server.files("twice.txt"))
        .singleElement()
        .satisfies(file -> assertThat(file.content().bytes()).isEqualTo(bytes("third")));
  }

  @Test
  void aFormThatExpiredIsReplacedByAnother() throws Exception {
    restart(MaiAgentOptions.defaults().withFormLife(Duration.ofSeconds(-1)));
    assertThatThrownBy(() -> store("late.txt", "late"))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("Policy expired");
    assertThatThrownBy(() -> store("late.txt", "late")).isInstanceOf(Transient.class);
    assertThat(server.api().counters().requests(Operation.PRESIGN_UPLOAD)).isEqualTo(2);
  }

  @Test
  void throttlingTellsHowLongToWait() {
    server.faults().on(Operation.PRESIGN_UPLOAD).tooManyRequests("7");
    assertThatThrownBy(() -> store("a", "a"))
        .isInstanceOfSatisfying(
            Transient.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void aLoginPageIsNoAnswer() {
    server.faults().on(Operation.PRESIGN_UPLOAD).okWithHtml();
    assertThatThrownBy(() -> store("a", "a")).isInstanceOf(Transient.class);
    server.faults().clear();
    server.faults().on(Operation.LIST_FILES).okWithHtml();
    storage.close();
    storage = Bases.of(server, Map.of());
    assertThatThrownBy(() -> store("a", "a")).isInstanceOf(Transient.class);
  }

  @Test
  void redirectsAreNotFollowed() {
    server.faults().on(Operation.PRESIGN_UPLOAD).redirect(307, "http://127.0.0.1:1/other");
    assertThatThrownBy(() -> store("a", "a"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("redirects are not followed");
    server.faults().clear();
    server.storeFaults().on().redirect(307, "http://127.0.0.1:1/other");
    assertThatThrownBy(() -> store("a", "a"))
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("redirects are not followed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://evil.example/bucket",
        "https://amazonaws.com.evil.example/bucket",
        "https://user@127.0.0.1/bucket",
        "https://bucket.s3.amazonaws.com:8443/",
        "ftp://127.0.0.1/bucket",
        "file:///etc/passwd"
      })
  void aFileIsNotSentToAnyAddress(String url) {
    server
        .faults()
        .on(Operation.PRESIGN_UPLOAD)
        .okWith("application/json", "{\"url\":\"" + url + "\",\"fields\":{\"key\":\"k\"}}");
    assertThatThrownBy(() -> store("a", "a"))
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("the service wants the file sent to");
    assertThat(server.store().counters().connections()).isZero();
  }

  @Test
  void damageOnTheWayIsNoticed() throws Exception {
    store("good.txt", "good");
    server.storeFaults().on().times(1).wrongETag();
    assertThatThrownBy(() -> store("bad.txt", "bad"))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("other bytes");
    assertThat(server.files("bad.txt")).isEmpty();
  }

  @Test
  void aRemovalThatHappenedAlthoughItFailedCounts() throws Exception {
    store("gone.txt", "gone");
    server.faults().on(Operation.DELETE_FILE).times(1).commitThenAnswer(500);
    storage.facet(Removal.class).orElseThrow().remove(ObjectKey.of("gone.txt"));
    assertThat(server.files()).isEmpty();
  }

  @Test
  void anOlderFileThatIsStillWorkedOnIsRemovedLater() throws Exception {
    store("busy.txt", "old");
    server.faults().on(Operation.DELETE_FILE).times(1).answer(409);
    byte[] content = bytes("newer");
    try (UploadSession session =
        storage.open(UploadRequest.of(ObjectKey.of("busy.txt"), content.length))) {
      Uploads.supply(session, content);
      assertThatThrownBy(session::complete)
          .isInstanceOfSatisfying(Transient.class, e -> assertThat(e.retryAfter()).isPresent());
      StoredObject unused = session.complete();
    }
    assertThat(server.files("busy.txt")).hasSize(1);
    assertThat(server.api().counters().requests(Operation.REGISTER_FILES)).isEqualTo(2);
  }

  @Test
  void aMissingKnowledgeBaseIsAskedForOnce() {
    try (PresignedStorage other =
        new PresignedStorage(
            Bases.service("maiagent://other", Map.of("endpoint", server.endpoint().toString())),
            new ApiKeys(
                Bases.service("maiagent://other", Map.of()),
                Bases.key(server.options().apiKey()),
                Map.of()))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> other.open(UploadRequest.of(ObjectKey.of("a"), 1)))
            .isInstanceOf(Missing.class);
      }
    }
    assertThat(server.api().counters().requests()).isEqualTo(1);
  }

  @Test
  void filesThatWaitForOneAnotherAreRegisteredTogether() throws Exception {
    storeAtOnce(300);
    assertThat(server.api().counters().requests(Operation.REGISTER_FILES)).isLessThan(300);
  }

  @Test
  void aRegistrationOfManyThatIsRefusedTakesNobodyAlong() throws Exception {
    restart(MaiAgentOptions.defaults().withMaxRegistered(3));
    storeAtOnce(150);
  }

  private void storeAtOnce(int files) throws Exception {
    server.faults().on(Operation.REGISTER_FILES).delayBefore(Duration.ofMillis(50));
    Tasks.Lane lane = Tasks.virtual().lane(files);
    try (Tasks.Scope scope = Tasks.virtual().scope()) {
      for (int i = 0; i < files; i++) {
        String name = "file-" + i;
        scope.fork(lane, () -> store(name, name));
      }
      scope.join();
    }
    assertThat(server.files()).hasSize(files);
  }
}
