package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.RequestHead;

/** Tells what a request asks for from its method, its path and the names in its query. */
final class S3Router {
  private S3Router() {}

  static Operation route(RequestHead head, S3Target target) {
    if (target.bucket().isEmpty()) {
      return head.method().equals("GET") ? Operation.LIST_BUCKETS : Operation.OTHER;
    }
    return target.key().isEmpty() ? bucket(head, target.query()) : object(head, target.query());
  }

  private static Operation bucket(RequestHead head, QueryFields query) {
    return switch (head.method()) {
      case "HEAD" -> Operation.HEAD_BUCKET;
      case "PUT" -> plain(query) ? Operation.CREATE_BUCKET : Operation.OTHER;
      case "DELETE" -> plain(query) ? Operation.DELETE_BUCKET : Operation.OTHER;
      case "POST" -> query.has("delete") ? Operation.DELETE_OBJECTS : Operation.OTHER;
      case "GET" -> bucketRead(query);
      default -> Operation.OTHER;
    };
  }

  private static Operation bucketRead(QueryFields query) {
    if (query.has("location")) {
      return Operation.GET_BUCKET_LOCATION;
    }
    if (query.has("uploads")) {
      return Operation.LIST_MULTIPART_UPLOADS;
    }
    if (query.has("acl")) {
      return Operation.GET_BUCKET_ACL;
    }
    if (query.has("versioning")) {
      return Operation.GET_BUCKET_VERSIONING;
    }
    if (subresource(query)) {
      return Operation.OTHER;
    }
    return query.firstOr("list-type", "").equals("2")
        ? Operation.LIST_OBJECTS_V2
        : Operation.LIST_OBJECTS;
  }

  private static Operation object(RequestHead head, QueryFields query) {
    boolean ofUpload = query.has("uploadId");
    boolean copies = head.headers().has("x-amz-copy-source");
    return switch (head.method()) {
      case "PUT" -> {
        if (ofUpload && query.has("partNumber")) {
          yield copies ? Operation.UPLOAD_PART_COPY : Operation.UPLOAD_PART;
        }
        if (ofUpload || query.has("partNumber")) {
          yield Operation.OTHER;
        }
        if (query.has("tagging")) {
          yield Operation.PUT_OBJECT_TAGGING;
        }
        if (query.has("acl")) {
          yield Operation.PUT_OBJECT_ACL;
        }
        if (subresource(query)) {
          yield Operation.OTHER;
        }
        yield copies ? Operation.COPY_OBJECT : Operation.PUT_OBJECT;
      }
      case "GET" -> {
        if (ofUpload) {
          yield Operation.LIST_PARTS;
        }
        if (query.has("tagging")) {
          yield Operation.GET_OBJECT_TAGGING;
        }
        if (query.has("acl")) {
          yield Operation.GET_OBJECT_ACL;
        }
        yield subresource(query) ? Operation.OTHER : Operation.GET_OBJECT;
      }
      case "HEAD" -> Operation.HEAD_OBJECT;
      case "DELETE" -> {
        if (ofUpload) {
          yield Operation.ABORT_MULTIPART_UPLOAD;
        }
        if (query.has("tagging")) {
          yield Operation.DELETE_OBJECT_TAGGING;
        }
        yield subresource(query) ? Operation.OTHER : Operation.DELETE_OBJECT;
      }
      case "POST" -> {
        if (query.has("uploads")) {
          yield Operation.CREATE_MULTIPART_UPLOAD;
        }
        yield ofUpload ? Operation.COMPLETE_MULTIPART_UPLOAD : Operation.OTHER;
      }
      default -> Operation.OTHER;
    };
  }

  private static boolean plain(QueryFields query) {
    return query.fields().stream()
        .allMatch(field -> field.name().startsWith("X-Amz-") || field.name().equals("x-id"));
  }

  /** Tells whether the query names a subresource that is not known here: never to be ignored. */
  private static boolean subresource(QueryFields query) {
    for (QueryFields.Field field : query.fields()) {
      switch (field.name()) {
        case "accelerate",
            "analytics",
            "attributes",
            "cors",
            "encryption",
            "inventory",
            "legal-hold",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "tagging",
            "torrent",
            "versionId",
            "versioning",
            "versions",
            "website" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }
}
