package dev.davit.testkit.server;

/** Names what a request asks of an object store or knowledge base, the same in every dialect. */
public enum Operation {
  LIST_BUCKETS,
  CREATE_BUCKET,
  DELETE_BUCKET,
  HEAD_BUCKET,
  GET_BUCKET_LOCATION,
  GET_BUCKET_ACL,
  GET_BUCKET_VERSIONING,
  LIST_OBJECTS,
  LIST_OBJECTS_V2,
  PUT_OBJECT,
  GET_OBJECT,
  HEAD_OBJECT,
  DELETE_OBJECT,
  DELETE_OBJECTS,
  COPY_OBJECT,
  CREATE_MULTIPART_UPLOAD,
  UPLOAD_PART,
  UPLOAD_PART_COPY,
  LIST_PARTS,
  COMPLETE_MULTIPART_UPLOAD,
  ABORT_MULTIPART_UPLOAD,
  LIST_MULTIPART_UPLOADS,
  GET_OBJECT_TAGGING,
  PUT_OBJECT_TAGGING,
  DELETE_OBJECT_TAGGING,
  GET_OBJECT_ACL,
  PUT_OBJECT_ACL,
  /** Sends an object with a form that somebody else has signed. */
  POST_OBJECT,
  /** Asks a knowledge base where a file may be sent. */
  PRESIGN_UPLOAD,
  REGISTER_FILES,
  LIST_FILES,
  GET_FILE,
  DELETE_FILE,
  /** Asks why a file could not be indexed. */
  GET_FAILURE,
  /** Anything that the dialect does not know, malformed requests included. */
  OTHER
}
