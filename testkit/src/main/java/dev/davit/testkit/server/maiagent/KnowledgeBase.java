package dev.davit.testkit.server.maiagent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What one knowledge base and its object store hold. Safe for use by any number of threads. */
public final class KnowledgeBase {
  private final MaiAgentOptions options;
  private final LinkedHashMap<String, File> files = new LinkedHashMap<>();
  private final Map<String, Content> contents = new HashMap<>();
  private final AtomicLong keys = new AtomicLong();
  private long bytes;

  KnowledgeBase(MaiAgentOptions options) {
    this.options = options;
  }

  /**
   * What the object store has under one key.
   *
   * @param md5 in hexadecimal digits
   * @param bytes empty if they are not kept
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Content(long length, String md5, byte[] bytes) {}

  /**
   * A registered file.
   *
   * @param key in the object store
   * @param registeredNanos by {@link System#nanoTime}
   */
  public record File(
      String id, String name, String key, Content content, long createdAt, long registeredNanos) {}

  synchronized String newKey(String filename) {
    return "media/chatbots/chatbot-file/" + keys.incrementAndGet() + "-" + filename;
  }

  synchronized boolean fits(long length) {
    return bytes + length <= options.quota();
  }

  synchronized void keep(String key, Content content) {
    contents.put(key, content);
  }

  synchronized Optional<Content> content(String key) {
    return Optional.ofNullable(contents.get(key));
  }

  synchronized File register(String key, String name) {
    Content content = contents.get(key);
    if (content == null) {
      throw new IllegalArgumentException(key);
    }
    File file =
        new File(
            UUID.randomUUID().toString(),
            name,
            key,
            content,
            System.currentTimeMillis(),
            System.nanoTime());
    files.put(file.id(), file);
    bytes += content.length();
    return file;
  }

  void put(String name, byte[] content) {
    String key = newKey(name);
    keep(key, new Content(content.length, md5(content), content));
    File unused = register(key, name);
  }

  synchronized boolean remove(String id) {
    File file = files.remove(id);
    if (file != null) {
      bytes -= file.content().length();
    }
    return file != null;
  }

  synchronized Optional<File> file(String id) {
    return Optional.ofNullable(files.get(id));
  }

  synchronized List<File> files() {
    return List.copyOf(files.values());
  }

  /** Returns files whose name contains a text, the newest first. */
  synchronized List<File> newestFirst(String query) {
    List<File> found = new ArrayList<>();
    for (File file : files.sequencedValues().reversed()) {
      if (file.name().contains(query)) {
        found.add(file);
      }
    }
    return found;
  }

  /** Returns the service's word for how far a file has come. */
  public String status(File file) {
    long age = System.nanoTime() - file.registeredNanos();
    long whole = options.indexing().toNanos();
    if (age < whole) {
      return age < whole / 2 ? "initial" : "processing";
    }
    return options.failsToIndex().test(file.name()) ? "failed" : "done";
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  static String md5(byte[] content) {
    return HexFormat.of().formatHex(md5().digest(content));
  }
}
