package dev.davit.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Begins logging with nowhere to log to; {@link Logs} adds where. Found by logback's ServiceLoader,
 * which otherwise looks for files and then logs everything to standard output.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

  /** Makes one. */
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
