package dev.davit.s3;

import java.io.Closeable;
import java.io.IOException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to a service and its answers back, each once. Nothing is followed, and nothing
 * is repeated. An interrupt ends a request of a virtual thread.
 */
interface Lane extends Closeable {
  int SHORT_ANSWER = 64 << 10;

  /**
   * Sends a request.
   *
   * @return the answer, read whole; a refusal as far as is of use
   * @throws java.net.ProtocolException if it is not an answer, or longer than allowed
   * @throws java.io.InterruptedIOException if there was no progress for too long
   * @throws IOException if the connection failed, or the payload
   */
  Answer exchange(Sending sending) throws IOException;

  @Override
  void close();

  /**
   * A request, ready to go.
   *
   * @param headers all that are to be sent, but those that frame the payload
   * @param payload none for requests that have no body
   * @param millis that the whole may take
   * @param longest length of an answer, in bytes
   */
  record Sending(
      S3Http.Target target,
      SortedMap<String, String> headers,
      @Nullable Payload payload,
      long millis,
      int longest) {}
}
