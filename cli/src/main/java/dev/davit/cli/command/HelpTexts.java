package dev.davit.cli.command;

import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import java.util.LinkedHashMap;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Translates the help, once somebody asks for it. Each text of a command is one entry of the
 * catalogues, with line breaks between its lines.
 */
final class HelpTexts implements IHelpFactory {
  private boolean done;

  @Override
  public Help create(CommandSpec spec, ColorScheme colors) {
    if (!done && Say.language() != Language.ENGLISH) {
      done = true;
      translate(spec.root(), Say::any);
    }
    return new Help(spec, colors);
  }

  /** Puts every text of a command and of those below through a translator. */
  static void translate(CommandSpec spec, UnaryOperator<String> translator) {
    usage(spec.usageMessage(), translator);
    Map<String, String> texts = new LinkedHashMap<>();
    spec.args().forEach(arg -> argument(texts, arg, translator));
    spec.argGroups().forEach(group -> heading(texts, group, translator));
    if (!texts.isEmpty()) {
      spec.resourceBundle(new Texts(texts));
    }
    spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .forEach(sub -> translate(sub, translator));
  }

  private static void usage(UsageMessageSpec usage, UnaryOperator<String> translator) {
    usage.header(lines(usage.header(), translator));
    usage.description(lines(usage.description(), translator));
    usage.footer(lines(usage.footer(), translator));
    usage.customSynopsis(lines(usage.customSynopsis(), translator));
    usage.synopsisHeading(text(usage.synopsisHeading(), translator));
    usage.descriptionHeading(text(usage.descriptionHeading(), translator));
    usage.parameterListHeading(text(usage.parameterListHeading(), translator));
    usage.optionListHeading(text(usage.optionListHeading(), translator));
    usage.commandListHeading(text(usage.commandListHeading(), translator));
    usage.exitCodeListHeading(text(usage.exitCodeListHeading(), translator));
    usage.footerHeading(text(usage.footerHeading(), translator));
    Map<String, String> codes = new LinkedHashMap<>(usage.exitCodeList());
    codes.replaceAll((code, meaning) -> text(meaning, translator));
    usage.exitCodeList(codes);
  }

  private static void argument(
      Map<String, String> texts, ArgSpec arg, UnaryOperator<String> translator) {
    String key =
        arg instanceof OptionSpec option
            ? option.longestName().replaceFirst("^-+", "")
            : arg.paramLabel() + "[" + ((CommandLine.Model.PositionalParamSpec) arg).index() + "]";
    String[] lines = lines(arg.description(), translator);
    for (int i = 0; i < lines.length; i++) {
      texts.put(key + "." + i, lines[i]);
    }
  }

  private static void heading(
      Map<String, String> texts, ArgGroupSpec group, UnaryOperator<String> translator) {
    if (group.headingKey() != null && group.heading() != null) {
      texts.put(group.headingKey(), text(group.heading(), translator));
    }
    group.subgroups().forEach(each -> heading(texts, each, translator));
  }

  private static String[] lines(String[] lines, UnaryOperator<String> translator) {
    return lines.length == 0 ? lines : text(String.join("\n", lines), translator).split("\n", -1);
  }

  private static String text(String text, UnaryOperator<String> translator) {
    return text.isBlank() ? text : translator.apply(text);
  }

  private static final class Texts extends ListResourceBundle {
    private final Map<String, String> texts;

    Texts(Map<String, String> texts) {
      this.texts = texts;
    }

    @Override
    protected Object[][] getContents() {
      return texts.entrySet().stream()
          .map(e -> new Object[] {e.getKey(), e.getValue()})
          .toArray(Object[][]::new);
    }
  }
}
