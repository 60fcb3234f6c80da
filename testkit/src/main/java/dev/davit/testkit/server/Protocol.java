package dev.davit.testkit.server;

import java.io.IOException;

/**
 * A dialect that a {@link LoopbackServer} speaks.
 *
 * <p><b>Threads.</b> Every method may be called by many threads at once.
 */
public interface Protocol {

  /** Says what a request asks for. Never throws: what cannot be understood is a call as well. */
  Call open(RequestHead head);

  /** Words a refusal as this dialect does. An empty code means the usual one for the status. */
  HttpAnswer refusal(RequestHead head, int status, String code);

  /** Returns the status that usually goes with an error code. */
  int statusOf(String code);

  /** One request, understood but not yet carried out. */
  interface Call {
    /** Returns what is asked for. */
    Operation operation();

    /** Returns the bucket's name; empty if there is none. */
    String bucket();

    /** Returns the object key; empty if there is none. */
    String key();

    /**
     * Carries the request out.
     *
     * <p><b>Outcome.</b> Refusals are answers. An exception means that the connection is of no more
     * use; then nothing has become visible.
     *
     * @param body the body; what is left of it is read by the caller
     */
    HttpAnswer answer(RequestBody body) throws IOException;
  }
}
