/** Figures of a run for those who operate it, as Prometheus reads them. */
@NullMarked
package dev.davit.cli.metrics;

import org.jspecify.annotations.NullMarked;
