/** What receives webhooks, on loopback, with faults on demand. */
@NullMarked
package dev.davit.testkit.server.webhook;

import org.jspecify.annotations.NullMarked;
