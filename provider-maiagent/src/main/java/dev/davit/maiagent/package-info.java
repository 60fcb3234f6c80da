/**
 * MaiAgent knowledge bases, and other services that take a file in three steps: hand out a signed
 * form, receive it at an object store, register what was stored.
 */
@NullMarked
package dev.davit.maiagent;

import org.jspecify.annotations.NullMarked;
