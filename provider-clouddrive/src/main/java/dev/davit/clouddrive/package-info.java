/** Cloud drives behind a CloudDrive2 server: the server asks, this answers. */
@NullMarked
package dev.davit.clouddrive;

import org.jspecify.annotations.NullMarked;
