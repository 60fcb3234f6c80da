/** A CloudDrive2 server on loopback, for tests: it drives uploads, well or badly. */
@NullMarked
package dev.davit.clouddrive.loopback;

import org.jspecify.annotations.NullMarked;
