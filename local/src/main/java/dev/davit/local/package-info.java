/** What Davit keeps and finds on this machine. */
@NullMarked
package dev.davit.local;

import org.jspecify.annotations.NullMarked;
