package dev.davit.registrar.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Says why there was no answer. */
final class Failures {
  private Failures() {}

  static String sentence(String who, IOException e, Duration timeout) {
    return switch (e) {
      case ConnectException refused ->
          who + " cannot be reached: nothing accepts connections there";
      case UnknownHostException unknown ->
          who + " cannot be reached: no host is known by that name";
      case InterruptedIOException late -> who + " did not answer within " + seconds(timeout);
      case SSLException tls -> who + " cannot be spoken to securely: " + Reply.cut(message(e));
      default -> who + " broke off: " + Reply.cut(message(e));
    };
  }

  private static String seconds(Duration span) {
    return span.toMillis() % 1000 == 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
