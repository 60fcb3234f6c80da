/** Results and arguments as the tools' JSON, shared by the command and the MCP server. */
@NullMarked
package dev.davit.registrar.index.json;

import org.jspecify.annotations.NullMarked;
