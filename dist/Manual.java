import dev.davit.cli.command.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Writes {@code man/man1/*.1}, out of what the command says with {@code --help}. Arguments: the
 * folder to write to, and the day on the pages.
 */
class Manual {

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    CommandLine davit = CommandLines.davit();
    page(davit, Files.createDirectories(folder.resolve("man/man1")), args[1]);
  }

  private static void page(CommandLine line, Path folder, String day) throws IOException {
    String name = line.getCommandSpec().qualifiedName("-");
    String usage = line.getUsageMessage(Ansi.OFF);
    String summary = usage.lines().findFirst().orElse("").strip();
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 ").append(day);
    page.append(" Davit \"Davit Manual\"\n.SH NAME\n").append(escaped(name)).append(" \\- ");
    page.append(escaped(summary)).append("\n.SH DESCRIPTION\n.nf\n");
    usage.lines().forEach(text -> page.append(escaped(text.stripTrailing())).append('\n'));
    page.append(".fi\n");
    Files.writeString(folder.resolve(name + ".1"), page);
    for (CommandLine verb : line.getSubcommands().values()) {
      if (!verb.getCommandName().equals("help")) {
        page(verb, folder, day);
      }
    }
  }

  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
