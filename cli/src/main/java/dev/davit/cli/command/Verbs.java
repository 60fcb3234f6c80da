package dev.davit.cli.command;

import dev.davit.cli.command.index.IndexCommand;
import dev.davit.cli.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The verbs, in the order of the help, and what makes them: only the one that is typed is made. */
final class Verbs {
  static final Map<String, Function<Configuration, Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("up", UpCommand::new);
    ALL.put("plan", PlanCommand::new);
    ALL.put("watch", WatchCommand::new);
    ALL.put("explain", ExplainCommand::new);
    ALL.put("check", CheckCommand::new);
    ALL.put("ls", LsCommand::new);
    ALL.put("rm", RmCommand::new);
    ALL.put("run", RunCommand::new);
    ALL.put("status", StatusCommand::new);
    ALL.put("register", RegisterCommand::new);
    ALL.put("verify", VerifyCommand::new);
    ALL.put("sweep", SweepCommand::new);
    ALL.put("index", configuration -> new IndexCommand());
    ALL.put("mcp", McpCommand::new);
    ALL.put("providers", configuration -> new ProvidersCommand());
    ALL.put("doctor", DoctorCommand::new);
    ALL.put("completion", configuration -> new CompletionCommand());
  }

  private Verbs() {}
}
