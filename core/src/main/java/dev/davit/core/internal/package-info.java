/** How uploads are driven: the demand loop, retries, memory, and the guard against torn reads. */
@NullMarked
package dev.davit.core.internal;

import org.jspecify.annotations.NullMarked;
