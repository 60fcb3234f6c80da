/**
 * What core needs of the world. Each port states what adapters must do and what callers promise in
 * return; the contract suites of the testkit check the former.
 */
@NullMarked
package dev.davit.core.port;

import org.jspecify.annotations.NullMarked;
