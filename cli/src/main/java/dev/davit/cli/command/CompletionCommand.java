package dev.davit.cli.command;

import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit completion}: prints what makes a shell complete. */
@Command(
    name = "completion",
    header = {"Prints a script by which a shell completes davit's verbs and options.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit completion bash|zsh|fish",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  source <(davit completion bash)       in ~/.bashrc, or in ~/.zshrc with zsh",
      "  davit completion fish > ~/.config/fish/completions/davit.fish"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    usageHelpWidth = 96)
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() {
    CommandLine davit = CommandLines.davit();
    String script =
        switch (shell) {
          case "bash" -> AutoComplete.bash("davit", davit);
          case "zsh" ->
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                  + AutoComplete.bash("davit", davit);
          case "fish" -> FishCompletion.script(davit);
          default ->
              throw new UsageException(
                  Say.of("there is no completion for {0}; take bash, zsh or fish", shell));
        };
    PrintWriter out = spec.commandLine().getOut();
    out.print(script);
    out.flush();
    return ExitCode.OK.number();
  }
}
