/**
 * The session file index, and uploads, as tools of the Model Context Protocol: over standard input
 * and output for one user, over HTTP for several.
 */
@NullMarked
package dev.davit.mcp;

import org.jspecify.annotations.NullMarked;
