/** What programs call. */
@NullMarked
package dev.davit.core.usecase;

import org.jspecify.annotations.NullMarked;
