package dev.davit.mcp;

import dev.davit.registrar.index.Principal;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;

/** Who calls: put beside each message by the transport that knows. */
final class Callers {
  private static final String KEY = "dev.davit.principal";

  private Callers() {}

  static McpTransportContext context(Principal who) {
    return McpTransportContext.create(Map.of(KEY, who));
  }

  static Principal of(McpTransportContext context) {
    if (context.get(KEY) instanceof Principal who) {
      return who;
    }
    throw new IllegalStateException("the transport did not say who calls");
  }
}
