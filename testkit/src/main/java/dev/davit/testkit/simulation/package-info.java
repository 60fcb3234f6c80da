/**
 * Runs whole uploads in a simulated world: one seed decides what is in the folder, who edits it
 * meanwhile, which answers are lost and when the process dies. The same seed makes the same world.
 */
@NullMarked
package dev.davit.testkit.simulation;

import org.jspecify.annotations.NullMarked;
