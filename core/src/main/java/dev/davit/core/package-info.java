/** What Davit knows about uploading, without knowing any destination. */
@NullMarked
package dev.davit.core;

import org.jspecify.annotations.NullMarked;
