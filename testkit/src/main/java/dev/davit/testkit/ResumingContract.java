package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going on with what an earlier session began. */
interface ResumingContract extends StorageHarness {

  @Test
  default void longUploadsHaveATokenIfTheyCanBeResumed() {
    byte[] content = longContent(1);
    try (UploadSession session = storage().open(request("token", content))) {
      assertEquals(resumes(), session.token().isPresent());
      assertEquals(session.token(), session.token());
      session.abort();
    }
  }

  @Test
  default void onlyTheGapsAreDemanded() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(1);
    UploadRequest request = request("resumed", content);
    List<ByteRange> sent = new ArrayList<>();
    ResumeToken token;
    UploadSession lost = storage().open(request);
    token = lost.token().orElseThrow();
    Uploads.firstSend(lost, content); // a gap at the front
    sent.addAll(Uploads.supply(lost, content, 2));
    Storage restarted = reopened();
    lost.close();
    assertFalse(sent.isEmpty());
    assertAbsent("resumed");

    try (UploadSession session = restarted.resume(request, token)) {
      assertEquals(token, session.token().orElseThrow());
      for (ByteRange range : Uploads.supply(session, content)) {
        assertFalse(sent.contains(range), () -> range + " was demanded again");
        sent.add(range);
      }
      session.complete();
    }
    assertEquals(content.length, sent.stream().mapToLong(ByteRange::length).sum());
    assertStored("resumed", content);
  }

  @Test
  default void anUploadThatLacksNothingIsOnlyCompleted() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(2);
    UploadRequest request = request("whole", content);
    ResumeToken token;
    try (UploadSession session = storage().open(request)) {
      token = session.token().orElseThrow();
      Uploads.supply(session, content);
    }
    try (UploadSession session = reopened().resume(request, token)) {
      assertTrue(session.next() instanceof Demand.Done);
      session.complete();
    }
    assertStored("whole", content);
  }

  @Test
  default void aPartThatFailedIsDemandedAgain() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(3);
    UploadRequest request = request("torn", content);
    ResumeToken token;
    Demand.Send failed;
    try (UploadSession session = storage().open(request)) {
      token = session.token().orElseThrow();
      failed = Uploads.firstSend(session, content);
      byte[] wanted = new byte[Math.toIntExact(failed.range().length())];
      assertThrows(
          IOException.class,
          () ->
              session.supply(
                  failed, Bodies.failingAt(wanted.length / 2, wanted, new IOException("broke"))));
    }
    try (UploadSession session = reopened().resume(request, token)) {
      assertTrue(Uploads.supply(session, content).contains(failed.range()));
      session.complete();
    }
    assertStored("torn", content);
  }

  @Test
  default void aForeignTokenResumesNothing() {
    assumeTrue(resumes());
    UploadRequest request = request("foreign", longContent(1));
    for (String token :
        List.of(
            "", " ", "x", "1", "-1 x", "0 x", "4096", "4096 ../../x", "4096 x", "99 99 99", "\0")) {
      assertNoUpload(request, new ResumeToken(token));
    }
  }

  @Test
  default void aTokenIsGoodForItsOwnUploadOnly() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(1);
    try (UploadSession session = storage().open(request("mine", content))) {
      Uploads.supply(session, content, 1);
      assertNoUpload(request("other", content), session.token().orElseThrow());
      session.abort();
    }
  }

  @Test
  default void whatEndedIsNotResumed() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(1);
    UploadRequest request = request("ended", content);
    try (UploadSession session = storage().open(request)) {
      Uploads.supply(session, content, 1);
      session.abort();
      assertNoUpload(request, session.token().orElseThrow());
    }
    try (UploadSession session = storage().open(request)) {
      Uploads.supply(session, content);
      session.complete();
      assertNoUpload(request, session.token().orElseThrow());
    }
    assertStored("ended", content);
  }

  @Test
  default void anUploadThatWasDiscardedTakesNoMore() throws Exception {
    assumeTrue(resumes());
    byte[] content = longContent(1);
    UploadRequest request = request("discarded", content);
    try (UploadSession session = storage().open(request)) {
      Uploads.supply(session, content, 1);
      try (UploadSession other = reopened().resume(request, session.token().orElseThrow())) {
        other.abort();
      }
      Missing seen = assertThrows(Missing.class, () -> Uploads.supply(session, content));
      assertEquals(Missing.What.UPLOAD, seen.what());
      session.abort();
    }
    assertAbsent("discarded");
  }

  /** Some storages notice at once, others when the first part comes. */
  private void assertNoUpload(UploadRequest request, ResumeToken token) {
    byte[] content = new byte[Math.toIntExact(request.length())];
    Missing seen =
        assertThrows(
            Missing.class,
            () -> {
              try (UploadSession session = storage().resume(request, token)) {
                Uploads.supply(session, content, 1);
              }
            },
            () -> "token " + token);
    assertEquals(Missing.What.UPLOAD, seen.what());
  }
}
