package dev.davit.cli.config;

/**
 * A value and where it was set.
 *
 * @param value as text
 * @param origin for people, such as {@code davit.toml:12} or {@code DAVIT_TRANSFERS}
 */
public record Sourced(String value, String origin) {}
