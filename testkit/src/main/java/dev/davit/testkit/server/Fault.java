package dev.davit.testkit.server;

import java.time.Duration;
import java.util.function.Consumer;

/** One way in which a server, or the way to it, can misbehave. */
public sealed interface Fault {

  /** How a connection is cut. */
  enum Cut {
    /** FIN: the client reads the end of the stream. */
    FIN,
    /** RST: the client reads an error, and may lose what is on its way. */
    RST
  }

  /** Where an exchange stops moving, its connection left open. */
  enum Stall {
    BEFORE_READING,
    INSIDE_BODY,
    BEFORE_ANSWER,
    INSIDE_ANSWER
  }

  /** Waits, then goes on. Joins with whatever else strikes. */
  record Delay(Duration before, Duration after) implements Fault {}

  /** Moves no more than this both ways. Joins with whatever else strikes. */
  record Bandwidth(long bytesPerSecond) implements Fault {}

  /** Cuts after so many bytes of the request's body were read; nothing is carried out. */
  record CutBody(long atByte, Cut cut) implements Fault {}

  /** Stops moving until the client gives up or {@link Faults#release()}; nothing is carried out. */
  record Stalled(Stall where) implements Fault {}

  /** Never says {@code 100 Continue}, and waits for the body nevertheless. */
  record WithheldContinue() implements Fault {}

  /** Answers with a refusal; nothing is carried out. */
  record Refusal(int status, String code, Consumer<HttpAnswer> edit, boolean readsBody)
      implements Fault {}

  /** Answers with anything; nothing is carried out. */
  record Replacement(int status, String contentType, String body) implements Fault {}

  /** Says 200 and then the dialect's error document; nothing is carried out. */
  record RefusalAs200(String code) implements Fault {}

  /** Carries the request out and changes the answer. */
  record Edited(String what, Consumer<HttpAnswer> edit) implements Fault {}

  /** Carries the request out and sends no answer. */
  record LostAnswer(Cut cut) implements Fault {}

  /** Carries the request out and then refuses it. */
  record DeniedAfterwards(int status, String code) implements Fault {}

  /** Carries the request out and cuts the answer, head included, after so many bytes. */
  record CutAnswer(long atByte, Cut cut) implements Fault {}

  /** Carries the request out and sends a body that does not end. */
  record EndlessAnswer() implements Fault {}
}
