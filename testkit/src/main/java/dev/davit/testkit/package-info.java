/** Contract suites that every adapter has to pass, and stores to test against. */
@NullMarked
package dev.davit.testkit;

import org.jspecify.annotations.NullMarked;
