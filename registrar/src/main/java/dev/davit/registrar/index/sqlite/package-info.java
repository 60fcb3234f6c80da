/** The index in SQLite. */
@NullMarked
package dev.davit.registrar.index.sqlite;

import org.jspecify.annotations.NullMarked;
