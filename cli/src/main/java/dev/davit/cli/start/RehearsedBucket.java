package dev.davit.cli.start;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A bucket that takes whatever is sent and keeps nothing, on loopback: enough of S3 for a rehearsal
 * of an upload.
 */
final class RehearsedBucket implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final String CHECKSUM = "x-amz-checksum-";

  private final ServerSocket listening;
  private final int objectLength;

  private RehearsedBucket(ServerSocket listening, int objectLength) {
    this.listening = listening;
    this.objectLength = objectLength;
  }

  /** Opens one that says of every object that it has so many bytes. */
  static RehearsedBucket open(int objectLength) throws IOException {
    ServerSocket listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    RehearsedBucket bucket = new RehearsedBucket(listening, objectLength);
    Thread.ofPlatform().daemon().start(bucket::accept);
    return bucket;
  }

  String endpoint() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException e) {
        // closed, or a client that went away
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String first = line(in); !first.isEmpty(); first = line(in)) {
        out.write(answer(first, in).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private String answer(String first, InputStream in) throws IOException {
    long length = 0;
    StringBuilder checksums = new StringBuilder();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Long.parseLong(line.substring(LENGTH.length()).strip());
      } else if (lower.startsWith(CHECKSUM)) {
        checksums.append(line).append("\r\n");
      }
    }
    in.skipNBytes(length);
    String body = first.startsWith("POST") ? document(first) : "";
    return "HTTP/1.1 200 OK\r\n"
        + checksums
        + "ETag:\"unread\"\r\n"
        + LENGTH
        + " "
        + (first.startsWith("HEAD") ? objectLength : body.length())
        + "\r\n\r\n"
        + body;
  }

  private static String document(String first) {
    return first.contains("uploadId=")
        ? "<CompleteMultipartUploadResult><ETag>unread</ETag></CompleteMultipartUploadResult>"
        : "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>";
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
