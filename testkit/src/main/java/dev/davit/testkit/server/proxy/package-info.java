/** An API server that takes files as forms and keeps them itself. */
@NullMarked
package dev.davit.testkit.server.proxy;

import org.jspecify.annotations.NullMarked;
