/**
 * A provider that stores to WebDAV servers (RFC 4918): the worked example of how one is written.
 */
@NullMarked
package dev.davit.example.webdav;

import org.jspecify.annotations.NullMarked;
