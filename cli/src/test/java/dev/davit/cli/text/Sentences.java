package dev.davit.cli.text;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The sentences in the command's sources: those that are said, and those that escape. */
final class Sentences extends TreeScanner<@Nullable Void, String> {
  private static final Pattern WORD_AND_BLANK =
      Pattern.compile("[A-Za-z]{3,}[,;:.]? |\\s[A-Za-z]{3,}");

  private static final Pattern WORD_BETWEEN_TAGS = Pattern.compile(">[^<]*[A-Za-z]{3}");

  /** Each sentence that is said and the first file that says it, in order. */
  final Map<String, String> said = new LinkedHashMap<>();

  /** Each text that looks like English and is not said, with its file. */
  final Map<String, String> escaped = new TreeMap<>();

  private Pattern looksLikeEnglish = WORD_AND_BLANK;

  private Sentences() {}

  /** Reads all sources below a folder. */
  static Sentences in(Path folder) throws IOException {
    Sentences sentences = new Sentences();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(folder)) {
      List<Path> sources =
          found
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.getParent().endsWith("metrics")) // figures speak to machines
              .sorted()
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        sentences.scan(unit, Path.of(unit.getSourceFile().getName()).getFileName().toString());
      }
    }
    return sentences;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, String file) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    switch (call.getMethodSelect().toString()) {
      case "Say.of" -> say(arguments.get(0), "", file);
      case "Say.count", "Words.count" -> say(arguments.get(1), "{0} ", file);
      case String log
          when log.matches("(DateTimeFormatter|log|LoggerFactory\\.getLogger\\(.*\\))\\.\\w+") -> {
        return null;
      }
      case String markup when markup.matches("(.*\\.)?raw") -> {
        scan(call.getMethodSelect(), file);
        looksLikeEnglish = WORD_BETWEEN_TAGS;
        scan(arguments, file);
        looksLikeEnglish = WORD_AND_BLANK;
        return null;
      }
      case String element when element.endsWith(".element") -> {
        scan(call.getMethodSelect(), file);
        return scan(arguments.subList(1, arguments.size()), file);
      }
      default -> {
        return super.visitMethodInvocation(call, file);
      }
    }
    for (ExpressionTree argument : arguments) {
      if (text(argument).isEmpty()) {
        scan(argument, file);
      }
    }
    return null;
  }

  private void say(ExpressionTree argument, String before, String file) {
    Optional<String> text = text(argument);
    if (text.isPresent()) {
      said.putIfAbsent(before + text.get(), file);
    } else if (strip(argument) instanceof ConditionalExpressionTree choice) {
      say(choice.getTrueExpression(), before, file);
      say(choice.getFalseExpression(), before, file);
    } else if (!file.equals("Words.java")) {
      throw new AssertionError(file + ": not a literal: " + argument);
    }
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree made, String file) {
    boolean defect =
        made.getIdentifier().toString().matches("(Illegal\\w+|Assertion)(Exception|Error)");
    return defect ? null : super.visitNewClass(made, file);
  }

  @Override
  public @Nullable Void visitAnnotation(AnnotationTree annotation, String file) {
    return null; // the help is looked at as picocli knows it
  }

  @Override
  public @Nullable Void visitVariable(VariableTree variable, String file) {
    boolean help = variable.getName().toString().startsWith("EXIT_"); // stands in annotations
    return help ? null : super.visitVariable(variable, file);
  }

  @Override
  public @Nullable Void visitCase(CaseTree branch, String file) {
    scan(branch.getStatements(), file);
    return scan(branch.getBody(), file); // a label is compared only
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree literal, String file) {
    if (literal.getValue() instanceof String text && looksLikeEnglish.matcher(text).find()) {
      escaped.put(text, file);
    }
    return null;
  }

  private static Optional<String> text(Tree tree) {
    return switch (strip(tree)) {
      case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
          text(sum.getLeftOperand())
              .flatMap(left -> text(sum.getRightOperand()).map(right -> left + right));
      default -> Optional.empty();
    };
  }

  private static Tree strip(Tree tree) {
    return tree instanceof ParenthesizedTree inner ? strip(inner.getExpression()) : tree;
  }
}
