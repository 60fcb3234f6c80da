/** How a run is wired and watched: providers, signals, logs, exit codes. */
@NullMarked
package dev.davit.cli.run;

import org.jspecify.annotations.NullMarked;
