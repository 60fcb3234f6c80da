package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.RequestHead;

/** A request whose signature was found right. */
record S3Request(RequestHead head, S3Target target, S3Identity identity) {
  String bucket() {
    return target.bucket();
  }

  String key() {
    return target.key();
  }

  QueryFields query() {
    return target.query();
  }

  HeaderFields headers() {
    return head.headers();
  }

  /**
   * Returns the same request without checksum headers: those of CompleteMultipartUpload speak of
   * the object, not of the body.
   */
  S3Request withoutChecksumHeaders() {
    return new S3Request(head.withoutHeaders("x-amz-checksum-"), target, identity);
  }
}
