package dev.davit.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The texts of the help as they stand in the annotations. */
public final class EnglishHelp {

  private EnglishHelp() {}

  /** Returns each. */
  public static List<String> texts() {
    List<String> texts = new ArrayList<>();
    CommandLine.Model.CommandSpec davit = CommandLines.davit().getCommandSpec();
    HelpTexts.translate(
        davit,
        text -> {
          texts.add(text);
          return text;
        });
    return texts;
  }
}
