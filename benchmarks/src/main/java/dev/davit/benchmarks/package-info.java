/** Measurements of the hot paths. */
@NullMarked
package dev.davit.benchmarks;

import org.jspecify.annotations.NullMarked;
