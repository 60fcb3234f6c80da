package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\\n(.*?class (\\w+) .*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void theProgramOfTheReadmeCompilesAndLifts() throws Exception {
    Matcher program = PROGRAM.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(program.find()).as("a Java program in README.md").isTrue();
    Path source = temp.resolve(program.group(2) + ".java");
    Files.writeString(source, program.group(1));
    Path folder = Files.createDirectories(temp.resolve("folder/里"));
    Files.writeString(folder.resolve("文件.txt"), "lifted");
    Path store = temp.resolve("store");

    run("javac", "-d", temp.toString(), source.toString());
    String output =
        run("java", program.group(2), temp.resolve("folder").toString(), "local:" + store);

    assertThat(output).endsWith("1 stored\n");
    assertThat(store.resolve("里/文件.txt")).hasContent("lifted");
  }

  private String run(String tool, String... arguments) throws IOException, InterruptedException {
    String classPath = temp + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", temp.resolve("state").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
