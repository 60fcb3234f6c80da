package dev.davit.lane;

import okhttp3.HttpUrl;

/**
 * Where a request goes.
 *
 * @param root scheme, host and port
 * @param host as it is sent, with a port that is not the usual one
 * @param path percent-encoded
 * @param resource what is signed as the path, percent-encoded
 * @param query percent-encoded, sorted by name; empty if there is none
 */
public record Target(
    String method, HttpUrl root, String host, String path, String resource, String query) {}
