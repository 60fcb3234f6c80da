package dev.davit.core.model;

/**
 * What a credential is wanted for.
 *
 * @param scheme the destination's scheme
 * @param container the bucket, host or other container
 */
public record CredentialScope(String scheme, String container) {}
