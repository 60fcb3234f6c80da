/** The destination {@code local:DIR}: a directory as an object store. */
@NullMarked
package dev.davit.local.store;

import org.jspecify.annotations.NullMarked;
