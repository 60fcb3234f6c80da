import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * The server that measured uploads go to: speaks as much of S3 as uploading tools need, on one thread, and counts.
 * It believes every signature and checksum, throws bodies away as they come, and remembers names and lengths, so
 * that on a small machine the time goes to the tools. Whether what they send is right is proven elsewhere, by the
 * testkit's strict server.
 *
 * <p>Each line on standard input is answered with what was counted so far and an empty line; it ends with its input.
 */
final class Judge {
  private static final int PIECE = 1 << 20;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listening = ServerSocketChannel.open();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(PIECE);
  private final long latencyNanos;
  private final Map<String, Long> objects = new TreeMap<>();
  private final Map<String, Map<Integer, Part>> uploads = new HashMap<>();
  private final Queue<Connection> waiting = new ArrayDeque<>();
  private volatile long connections;
  private volatile long requests;

  /** What is remembered of a part: its length, and the SHA-256 that the client told, if any. */
  private record Part(long length, String sha256) {}

  private Judge(long latencyMillis) throws IOException {
    latencyNanos = latencyMillis * 1_000_000;
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  public static void main(String[] arguments) throws IOException {
    Judge judge = new Judge(arguments.length == 0 ? 0 : Long.parseLong(arguments[0]));
    Thread serving = new Thread(judge::serve);
    serving.setDaemon(true);
    serving.start();
    System.out.println("endpoint http://127.0.0.1:" + judge.listening.socket().getLocalPort());
    for (int b = System.in.read(); b >= 0; b = System.in.read()) {
      if (b == '\n') {
        System.out.println("connections=" + judge.connections + "\nrequests=" + judge.requests + "\n");
      }
    }
  }

  private void serve() {
    try {
      while (true) {
        selector.select(this::ready, pause());
        for (Connection due = waiting.peek();
            due != null && due.answerAt <= System.nanoTime();
            due = waiting.peek()) {
          waiting.remove().goOn();
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** Milliseconds until an answer is due; 0 for any time. */
  private long pause() {
    Connection next = waiting.peek();
    return next == null ? 0 : Math.max(1, (next.answerAt - System.nanoTime()) / 1_000_000);
  }

  private void ready(SelectionKey key) {
    if (key.isAcceptable()) {
      accept();
    } else {
      ((Connection) key.attachment()).goOn();
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
        connections++;
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  /** One connection: head, body, pause, answer, and again. */
  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private Request request;
    private long bodyLeft;
    private long answerAt;
    private ByteBuffer out;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void goOn() {
      try {
        while (step()) {}
      } catch (IOException | RuntimeException e) {
        if (!(e instanceof IOException)) {
          e.printStackTrace();
        }
        close();
      }
    }

    /** Tells whether there may be more to do at once. */
    private boolean step() throws IOException {
      if (out != null) {
        return write();
      }
      if (request == null) {
        return head();
      }
      return bodyLeft > 0 ? body() : answer();
    }

    private boolean write() throws IOException {
      channel.write(out);
      if (out.hasRemaining()) {
        channel.keyFor(selector).interestOps(SelectionKey.OP_WRITE);
        return false;
      }
      channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
      out = null;
      return true;
    }

    private boolean head() throws IOException {
      int end = endOfHead();
      if (end < 0) {
        int n = channel.read(in);
        if (n < 0) {
          close();
        }
        return n > 0;
      }
      request = new Request(new String(in.array(), 0, end, StandardCharsets.ISO_8859_1));
      in.flip().position(end);
      in.compact();
      requests++;
      answerAt = System.nanoTime() + latencyNanos;
      bodyLeft = request.number("content-length");
      int there = (int) Math.min(bodyLeft, in.position());
      in.flip().position(there);
      in.compact();
      bodyLeft -= there;
      if (bodyLeft > 0 && request.header("expect").equalsIgnoreCase("100-continue")) {
        out = ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      return true;
    }

    private int endOfHead() {
      byte[] bytes = in.array();
      for (int i = 3; i < in.position(); i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
          return i + 1;
        }
      }
      return -1;
    }

    private boolean body() throws IOException {
      scratch.clear().limit((int) Math.min(PIECE, bodyLeft));
      int n = channel.read(scratch);
      if (n < 0) {
        close();
        return false;
      }
      bodyLeft -= n;
      return n > 0 && (bodyLeft == 0 || n == PIECE);
    }

    private boolean answer() {
      if (answerAt > System.nanoTime()) {
        waiting.add(this); // all wait equally long, so the order is kept
        channel.keyFor(selector).interestOps(0);
        return false;
      }
      out = ByteBuffer.wrap(carriedOut(request).getBytes(StandardCharsets.UTF_8));
      request = null;
      return true;
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // gone all the same
      }
    }
  }

  private String carriedOut(Request request) {
    String path = request.path();
    int slash = path.indexOf('/', 1);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    Map<String, String> query = request.query();
    return switch (request.method()) {
      case "PUT" -> put(request, key, query);
      case "POST" -> post(key, query);
      case "HEAD" -> head(key);
      case "GET" -> query.containsKey("location") ? xml("LocationConstraint", "") : list(query);
      default -> answer("204 No Content", "", "");
    };
  }

  private String put(Request request, String key, Map<String, String> query) {
    long length = Math.max(request.number("content-length"), 0);
    long decoded = request.header("x-amz-decoded-content-length").isEmpty()
        ? length
        : request.number("x-amz-decoded-content-length");
    if (query.containsKey("partNumber")) {
      Part part = new Part(decoded, request.header("x-amz-checksum-sha256"));
      uploads.get(query.get("uploadId")).put(Integer.valueOf(query.get("partNumber")), part);
    } else if (!key.isEmpty()) {
      objects.put(key, decoded);
    }
    return answer("200 OK", "ETag: \"" + etag(request) + "\"\r\n" + request.checksums(), "");
  }

  /** What the client says the MD5 is, or something that is plainly none. */
  private static String etag(Request request) {
    String md5 = request.header("content-md5");
    return md5.isEmpty()
        ? "unread-" + request.number("content-length")
        : HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
  }

  private String post(String key, Map<String, String> query) {
    if (query.containsKey("uploads")) {
      String id = "upload-" + (uploads.size() + 1) + "-" + System.nanoTime();
      uploads.put(id, new TreeMap<>());
      return xml("InitiateMultipartUploadResult",
          "<Bucket>lift</Bucket><Key>" + escaped(key) + "</Key><UploadId>" + id + "</UploadId>");
    }
    Map<Integer, Part> parts = uploads.remove(query.get("uploadId"));
    objects.put(key, parts.values().stream().mapToLong(Part::length).sum());
    return xml("CompleteMultipartUploadResult",
        "<Bucket>lift</Bucket><Key>" + escaped(key) + "</Key><ETag>\"unread-" + parts.size() + "\"</ETag>"
            + composite(parts));
  }

  /** The checksum of the parts' checksums, as the service tells it. */
  private static String composite(Map<Integer, Part> parts) {
    if (parts.values().stream().anyMatch(part -> part.sha256().isEmpty())) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.values().forEach(part -> digest.update(Base64.getDecoder().decode(part.sha256())));
      return "<ChecksumSHA256>" + Base64.getEncoder().encodeToString(digest.digest()) + "-" + parts.size()
          + "</ChecksumSHA256><ChecksumType>COMPOSITE</ChecksumType>";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String head(String key) {
    if (key.isEmpty()) {
      return answer("200 OK", "", "");
    }
    Long length = objects.get(key);
    return length == null
        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        : "HTTP/1.1 200 OK\r\nETag: \"unread\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: "
            + length + "\r\n\r\n";
  }

  private String list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    StringBuilder all = new StringBuilder("<IsTruncated>false</IsTruncated>");
    objects.forEach((key, length) -> {
      if (key.startsWith(prefix)) {
        all.append("<Contents><Key>").append(escaped(key)).append("</Key><Size>").append(length)
            .append("</Size><ETag>\"unread\"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>");
      }
    });
    return xml("ListBucketResult", all.toString());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String xml(String root, String content) {
    return answer("200 OK", "Content-Type: application/xml\r\n",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + root + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + content + "</" + root + ">");
  }

  private static String answer(String status, String headers, String body) {
    return "HTTP/1.1 " + status + "\r\n" + headers + "x-amz-request-id: judge\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
  }

  /** The head of a request; only what is asked for is looked for. */
  private record Request(String head) {

    String method() {
      return head.substring(0, head.indexOf(' '));
    }

    private String target() {
      int from = head.indexOf(' ') + 1;
      return head.substring(from, head.indexOf(' ', from));
    }

    String path() {
      String target = target();
      int mark = target.indexOf('?');
      return decoded(mark < 0 ? target : target.substring(0, mark));
    }

    Map<String, String> query() {
      String target = target();
      int mark = target.indexOf('?');
      if (mark < 0) {
        return Map.of();
      }
      Map<String, String> fields = new HashMap<>();
      for (String field : target.substring(mark + 1).split("&")) {
        int equals = field.indexOf('=');
        fields.put(equals < 0 ? field : field.substring(0, equals),
            equals < 0 ? "" : decoded(field.substring(equals + 1)));
      }
      return fields;
    }

    private static String decoded(String text) {
      return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String header(String name) {
      for (int line = head.indexOf('\n') + 1; line > 0; line = head.indexOf('\n', line) + 1) {
        if (head.regionMatches(true, line, name, 0, name.length()) && head.charAt(line + name.length()) == ':') {
          return head.substring(line + name.length() + 1, head.indexOf('\r', line)).strip();
        }
      }
      return "";
    }

    long number(String name) {
      String value = header(name);
      return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** The checksums that the client told, to be told back. */
    String checksums() {
      StringBuilder told = new StringBuilder();
      for (String kind : new String[] {"crc32", "crc32c", "crc64nvme", "sha1", "sha256"}) {
        String value = header("x-amz-checksum-" + kind);
        if (!value.isEmpty()) {
          told.append("x-amz-checksum-").append(kind).append(": ").append(value).append("\r\n");
        }
      }
      return told.toString();
    }
  }
}
