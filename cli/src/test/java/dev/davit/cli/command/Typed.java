package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Types command lines into this very process, and keeps what they say. */
public final class Typed {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** What a command left behind. */
  public record Ended(int status, String out, String err) {}

  /** Makes one that finds its configuration in a folder. */
  public Typed(Path folder) {
    this.folder = folder;
  }

  public Typed with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Ended run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      CommandLine davit =
          CommandLines.davit(new Configuration(folder, environment, folder.resolve("home")))
              .setOut(new PrintWriter(System.out, true))
              .setErr(new PrintWriter(System.err, true));
      int status = davit.execute(arguments);
      System.out.flush();
      return new Ended(
          status,
          said.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
