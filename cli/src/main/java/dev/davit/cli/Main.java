package dev.davit.cli;

import dev.davit.cli.command.CommandLines;
import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.Version;
import dev.davit.cli.start.StartCache;
import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * Starts the {@code davit} command.
 *
 * <p>The exit status is one of {@link dev.davit.cli.run.ExitCode}.
 */
public final class Main {

  private Main() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    int status = run(args);
    System.out.flush();
    System.err.flush();
    StartCache.begin();
    System.exit(status);
  }

  /** Reading the command line takes longer than saying the version, which scripts ask for. */
  private static int run(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      Version.lines().forEach(System.out::println);
      return ExitCode.OK.number();
    }
    CommandLine davit = CommandLines.davit(args);
    Language language = Language.of(List.of(args), System.getenv());
    if (language != Language.ENGLISH) {
      speak(language, davit);
    }
    return davit.execute(args);
  }

  /** Streams that cannot write the language would print question marks; UTF-8 is likelier right. */
  private static void speak(Language language, CommandLine davit) {
    Say.in(language);
    if (!System.out.charset().newEncoder().canEncode('文')) {
      System.setOut(utf8(FileDescriptor.out));
      davit.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }
    if (!System.err.charset().newEncoder().canEncode('文')) {
      System.setErr(utf8(FileDescriptor.err));
      davit.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
