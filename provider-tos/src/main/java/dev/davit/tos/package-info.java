/** Stores objects at Volcengine TOS. */
@NullMarked
package dev.davit.tos;

import org.jspecify.annotations.NullMarked;
