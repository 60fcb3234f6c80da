/**
 * The way over HTTP to stores that are much alike: one signed request at a time, sent once, its
 * answer not believed without proof.
 */
@NullMarked
package dev.davit.lane;

import org.jspecify.annotations.NullMarked;
