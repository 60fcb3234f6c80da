/** The entrance for other Java programs: {@link dev.davit.core.Davit}. */
@NullMarked
package dev.davit.core;

import org.jspecify.annotations.NullMarked;
