/** Kills real processes at exact moments, to see whether they go on afterwards. */
@NullMarked
package dev.davit.testkit.kill;

import org.jspecify.annotations.NullMarked;
