/** Where keys lie on this machine, and how they are kept fresh. */
@NullMarked
package dev.davit.local.credentials;

import org.jspecify.annotations.NullMarked;
