package dev.davit.core.model;

/**
 * What a provider needs to go on with an unfinished upload after a restart: opaque to everyone
 * else, free of secrets.
 *
 * @param value text of the provider's own making
 */
public record ResumeToken(String value) {}
