/**
 * A strict HTTP/1.1 server on loopback with faults on demand: the base of the stand-in object
 * stores. A dialect is a {@link dev.davit.testkit.server.Protocol}.
 */
@NullMarked
package dev.davit.testkit.server;

import org.jspecify.annotations.NullMarked;
