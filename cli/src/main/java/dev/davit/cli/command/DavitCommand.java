package dev.davit.cli.command;

import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.Version;
import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: it only knows its verbs. */
@Command(
    name = "davit",
    header = {"Lifts files from folders into object stores, and proves that they arrived.", ""},
    usageHelpWidth = 96,
    customSynopsis = "davit VERB [OPTION]... [ARGUMENT]...",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit up photos local:/mnt/backup/photos   copy a folder, verified",
      "  davit up photos local:/mnt/backup/photos   again: sends only what changed",
      "  davit plan photos s3://bucket/photos       what would be sent, and why",
      "  davit check photos s3://bucket/photos      what is missing, extra or different there",
      "  davit run nightly                          a job that davit.toml names",
      "  davit help up                              everything about a verb"
    },
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    versionProvider = DavitCommand.VersionLines.class)
final class DavitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of davit and of the Java it runs on.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean version;

  @Option(
      names = Language.OPTION,
      paramLabel = "LANGUAGE",
      scope = ScopeType.INHERIT,
      order = 8,
      description = {
        "Speak en, zh-CN or zh-TW, instead of what $DAVIT_LANG, $LC_ALL, $LC_MESSAGES or $LANG say."
      })
  @SuppressWarnings("UnusedMethod") // picocli calls it
  private void language(String name) {
    if (Language.parse(name).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          Say.of("{0} knows en, zh-CN and zh-TW, not \"{1}\"", Language.OPTION, name));
    }
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }

  /** Says which Davit and which Java this is. */
  static final class VersionLines implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return Version.lines().toArray(new String[0]);
    }
  }
}
