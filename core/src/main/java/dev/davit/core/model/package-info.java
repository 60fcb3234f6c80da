/**
 * Values: immutable records and enums that make bad states impossible. They know nothing but each
 * other.
 */
@NullMarked
package dev.davit.core.model;

import org.jspecify.annotations.NullMarked;
