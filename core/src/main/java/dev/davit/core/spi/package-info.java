/** How providers and this machine's adapters are found, configured and supplied. */
@NullMarked
package dev.davit.core.spi;

import org.jspecify.annotations.NullMarked;
