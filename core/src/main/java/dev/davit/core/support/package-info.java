/** Helpers for providers, all optional: multipart sessions, part plans, one-pass digests. */
@NullMarked
package dev.davit.core.support;

import org.jspecify.annotations.NullMarked;
