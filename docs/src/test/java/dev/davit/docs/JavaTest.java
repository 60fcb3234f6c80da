package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles every Java program that a page shows, without a warning. */
class JavaTest {
  private static final Pattern NAME =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record) (\\w+)");

  @TempDir Path folder;

  static Stream<Path> pages() {
    return Pages.all().stream().filter(page -> !Pages.blocks(page, "java").isEmpty());
  }

  @Test
  void someShowPrograms() {
    assertThat(pages()).contains(Path.of("README.md"), Path.of("docs/how-to/embed.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void programsCompile(Path page) throws Exception {
    List<Path> sources = new ArrayList<>();
    for (Pages.Block block : Pages.blocks(page, "java")) {
      Matcher name = NAME.matcher(block.text());
      assertThat(name.find()).as("%s: a whole class: %s", page, block.text()).isTrue();
      sources.add(Files.writeString(folder.resolve(name.group(1) + ".java"), block.text()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  problems,
                  List.of(
                      "-d",
                      folder.toString(),
                      "-Xlint:all,-processing,-path,-options",
                      "--release",
                      "21"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as("%s: %s", page, problems.getDiagnostics()).isTrue();
      assertThat(problems.getDiagnostics()).as(page.toString()).isEmpty();
    }
  }
}
