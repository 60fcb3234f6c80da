package dev.davit.testkit;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.support.Digests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Drives sessions in tests, one demand after the other. */
public final class Uploads {

  private Uploads() {}

  /** Stores content. */
  public static StoredObject store(Storage storage, UploadRequest request, byte[] content)
      throws IOException, InterruptedException {
    try (UploadSession session = storage.open(request)) {
      supply(session, content);
      return session.complete();
    }
  }

  /**
   * Answers all demands of a session.
   *
   * @return the ranges that were demanded
   */
  public static List<ByteRange> supply(UploadSession session, byte[] content)
      throws IOException, InterruptedException {
    return supply(session, content, Integer.MAX_VALUE);
  }

  /** Answers demands of a session, but no more than so many for bytes. */
  public static List<ByteRange> supply(UploadSession session, byte[] content, int most)
      throws IOException, InterruptedException {
    List<ByteRange> sent = new ArrayList<>();
    while (sent.size() < most) {
      switch (session.next()) {
        case Demand.Send send -> {
          session.supply(send, Bodies.of(content, send.range()));
          sent.add(send.range());
        }
        case Demand.Hash hash -> session.answer(hash, Digests.of(hash.algorithm(), content));
        case Demand.Inspect inspect -> session.inspect(inspect, Bodies.of(content));
        case Demand.Later ignored -> {}
        case Demand.Done ignored -> {
          return sent;
        }
      }
    }
    return sent;
  }

  /** Returns the first demand for bytes of a session. */
  public static Demand.Send firstSend(UploadSession session, byte[] content)
      throws IOException, InterruptedException {
    while (true) {
      switch (session.next()) {
        case Demand.Send send -> {
          return send;
        }
        case Demand.Hash hash -> session.answer(hash, Digests.of(hash.algorithm(), content));
        case Demand.Inspect inspect -> session.inspect(inspect, Bodies.of(content));
        case Demand.Later ignored -> {}
        case Demand.Done ignored -> throw new AssertionError("no bytes were demanded");
      }
    }
  }
}
