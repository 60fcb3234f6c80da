package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.RequestHead;
import java.util.Map;
import java.util.Optional;

/** Where OSS and TOS differ. */
interface Dialect {

  /** Returns what the names of its own header fields begin with. */
  String prefix();

  /** Words a document. */
  HttpAnswer worded(int status, String root, Doc doc);

  /** Reads a document. */
  Optional<Tree> read(byte[] document);

  /** Returns the name that a list of parts, or of uploads, has. */
  String plural(String singular);

  /** Returns the least length of every part but the last, in bytes. */
  long minPart();

  /** Returns the code of a refusal to overwrite. */
  String taken();

  /** Returns an ETag as this dialect writes it. */
  String etag(String md5);

  /**
   * Checks who sent a request.
   *
   * @throws Refusal unless it is signed by a key that is good
   */
  void verify(RequestHead head, Target target) throws Refusal;

  /**
   * Checks a form that a page posts.
   *
   * @param fields by name in lower case
   * @throws Refusal unless its policy is signed by a key that is good, and holds
   */
  void verifyForm(String bucket, Map<String, String> fields, long length) throws Refusal;
}
