/** Names, paths and types of files. */
@NullMarked
package dev.davit.registrar.index.naming;

import org.jspecify.annotations.NullMarked;
