package dev.davit.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client that says what it is told, byte for byte, and tells how the answer ended. */
public final class Wire implements AutoCloseable {
  /** Long enough that only a hang reaches it. */
  private static final int HANG_MILLIS = 60_000;

  private final Socket socket;

  public Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(HANG_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** How an answer ended. */
  public enum End {
    /** By its own length. */
    WHOLE,
    /** Without an answer, or inside it, by FIN. */
    FIN,
    /** By RST. */
    RST,
    /** It had not ended when patience did. */
    SILENCE
  }

  /** An answer, or what there was of it. */
  public record Answer(int status, String head, byte[] body, End end) {
    public Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Returns a request that needs no signature. */
  public static String put(String path, String body) {
    return "PUT "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Returns a request that needs no signature. */
  public static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  /** Sends one request on a connection of its own. */
  public static Answer once(int port, String request) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.exchange(request);
    }
  }

  public Answer exchange(String request) throws IOException {
    try {
      send(request.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Answer(0, "", new byte[0], End.RST);
    }
    return receive();
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  public Wire patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
  }

  public Answer receive() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    End end = End.WHOLE;
    try {
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return new Answer(status(head), text(head), body.toByteArray(), End.FIN);
        }
        head.write(b);
      }
      Answer soFar = new Answer(status(head), text(head), new byte[0], End.WHOLE);
      long length = soFar.header("content-length").map(Long::parseLong).orElse(0L);
      while (body.size() < length) {
        int b = in.read();
        if (b < 0) {
          return new Answer(status(head), text(head), body.toByteArray(), End.FIN);
        }
        body.write(b);
      }
    } catch (SocketTimeoutException e) {
      end = End.SILENCE;
    } catch (IOException e) {
      end = End.RST;
    }
    return new Answer(status(head), text(head), body.toByteArray(), end);
  }

  /** Reads whatever comes, up to a number of bytes, without making sense of it. */
  public byte[] raw(int atMost) throws IOException {
    return socket.getInputStream().readNBytes(atMost);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String text(ByteArrayOutputStream head) {
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int status(ByteArrayOutputStream head) {
    String text = text(head);
    return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12));
  }
}
