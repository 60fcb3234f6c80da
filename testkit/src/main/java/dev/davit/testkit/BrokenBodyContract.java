package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Demand;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources that fail, end early or go on too long. */
interface BrokenBodyContract extends StorageHarness {

  @Test
  default void aSourceThatThrowsLeavesNoObject() throws Exception {
    IOException failure = new IOException("the source broke");
    for (int share : new int[] {0, 1, 2, 3}) {
      IOException seen =
          refused(bytes -> Bodies.failingAt(bytes.length * share / 3, bytes, failure));
      assertTrue(
          Stream.iterate((Throwable) seen, e -> e != null, Throwable::getCause)
              .anyMatch(failure::equals),
          "the body's own failure is let through");
    }
  }

  @Test
  default void aTruncatedSourceLeavesNoObject() throws Exception {
    refused(bytes -> Bodies.claiming(bytes.length, Arrays.copyOf(bytes, bytes.length - 1)));
    refused(bytes -> Bodies.claiming(bytes.length, new byte[0]));
  }

  @Test
  default void aSourceThatGoesOnLeavesNoObject() throws Exception {
    refused(bytes -> Bodies.claiming(bytes.length, Arrays.copyOf(bytes, bytes.length + 1)));
  }

  /** Supplies a broken body, checks that nothing comes of it, and that a good one still does. */
  private IOException refused(Function<byte[], Body> breaking) throws Exception {
    IOException seen = new IOException("never");
    byte[] before = content(9, 10);
    for (byte[] content : new byte[][] {content(1, partLength()), longContent(2)}) {
      store("broken", before);
      try (UploadSession session = storage().open(request("broken", content))) {
        Demand.Send send = Uploads.firstSend(session, content);
        byte[] wanted =
            Arrays.copyOfRange(
                content,
                Math.toIntExact(send.range().offset()),
                Math.toIntExact(send.range().end()));
        Bodies.Watched body = Bodies.watched(breaking.apply(wanted));
        seen = assertThrows(IOException.class, () -> session.supply(send, body));
        assertTrue(body.opened() > 0);
        assertEquals(0, body.stillOpen(), "streams are closed after a failure");
        assertStored("broken", before);
        session.supply(send, Bodies.of(wanted));
        Uploads.supply(session, content);
        session.complete();
      }
      assertStored("broken", content);
    }
    return seen;
  }

  @Test
  default void streamsAreClosed() throws Exception {
    byte[] content = content(1, partLength());
    try (UploadSession session = storage().open(request("closed", content))) {
      Bodies.Watched body = Bodies.watched(Bodies.of(content));
      session.supply(Uploads.firstSend(session, content), body);
      assertTrue(body.opened() > 0);
      assertEquals(0, body.stillOpen());
      Uploads.supply(session, content);
      session.complete();
    }
  }

  @Test
  default void anInterruptEndsASupply() throws Exception {
    byte[] before = content(9, 10);
    store("interrupted", before);
    for (byte[] content : new byte[][] {content(1, partLength()), longContent(2)}) {
      try (UploadSession session = storage().open(request("interrupted", content))) {
        Demand.Send send = Uploads.firstSend(session, content);
        Bodies.Watched body =
            Bodies.watched(
                Bodies.interruptingAt(
                    0, Arrays.copyOf(content, Math.toIntExact(send.range().length()))));
        StorageException seen;
        boolean stillSet;
        try {
          seen = assertThrows(StorageException.class, () -> session.supply(send, body));
        } finally {
          stillSet = Thread.interrupted();
        }
        assertTrue(stillSet, "the interrupt status stays set");
        assertTrue(
            seen instanceof StorageException.Transient
                || seen instanceof StorageException.Indeterminate,
            () -> "unexpected " + seen);
        assertEquals(0, body.stillOpen());
        if (seen instanceof StorageException.Transient) {
          assertStored("interrupted", before);
        }
        session.abort();
      }
    }
  }
}
