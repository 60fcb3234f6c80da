package dev.davit.testkit.server;

import java.time.Instant;

/**
 * One request, as the server saw it end.
 *
 * @param number counts requests from 1, in the order in which they ended
 * @param ended when it ended
 * @param connection counts connections from 1
 * @param operation what was asked for
 * @param bucket the bucket; empty if none
 * @param key the object key; empty if none
 * @param query the query, as sent
 * @param status the status that was decided on, sent or not; 0 if none was
 * @param bytesIn length of the body that came
 * @param fault the fault that struck; empty if none did
 */
public record RequestRecord(
    long number,
    Instant ended,
    long connection,
    Operation operation,
    String bucket,
    String key,
    String query,
    int status,
    long bytesIn,
    String fault) {}
