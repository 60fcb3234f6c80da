package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** What reaches the disk before what: no test can cut the power, but the order can be watched. */
class SyncOrderTest {

  @TempDir Path directory;

  @Test
  void bytesAreOnDiskBeforeNamesAndNamesBeforeTheAnswer() throws Exception {
    List<String> calls = trace();
    for (String key : List.of("short", "new/dir/short")) {
      int rename = only(calls, "rename .davit/tmp/.* " + key);
      String scratch = calls.get(rename).split(" ", -1)[1];
      int written = last(calls, "write " + scratch, rename);
      int synced = first(calls, "sync " + scratch, written);
      assertTrue(synced < rename, () -> "the bytes of " + key + " come after its name");
      assertBefore(calls, rename, "sync " + parent(key), "said stored " + key);
    }
    for (String key : List.of("long")) {
      int rename = only(calls, "rename .davit/uploads/.*/data " + key);
      String data = calls.get(rename).split(" ", -1)[1];
      String journal = data.replaceAll("data$", "journal");
      int parts = 0;
      for (int i = 0; i < rename; i++) {
        if (calls.get(i).equals("write " + data)) {
          int synced = first(calls, "sync " + data, i);
          int noted = first(calls, "write " + journal, i);
          int notedOnDisk = first(calls, "sync " + journal, noted);
          assertTrue(i < synced && synced < noted && noted < notedOnDisk && notedOnDisk < rename);
          parts++;
        }
      }
      assertEquals(4, parts, "parts of " + key);
      String upload = data.replaceAll("/data$", "");
      int token = first(calls, "said token .*" + upload.replaceAll(".*/", ""), 0);
      for (String durable : List.of("sync " + journal, "sync " + upload, "sync .davit/uploads")) {
        assertTrue(first(calls, durable, 0) < token, () -> durable + " comes after the token");
      }
      assertBefore(calls, rename, "sync " + parent(key), "said stored " + key);
    }
  }

  @Test
  void aNewDirectoryIsOnDiskBeforeAnObjectInIt() throws Exception {
    List<String> calls = trace();
    for (String made : List.of("new", "new/dir")) {
      int mkdir = only(calls, "mkdir " + made);
      assertBefore(calls, mkdir, "sync " + parent(made), "said stored " + made + "/.*");
    }
  }

  private static void assertBefore(List<String> calls, int from, String earlier, String later) {
    int at = first(calls, earlier, from);
    assertTrue(at < first(calls, later, from), () -> earlier + " comes too late: " + calls);
  }

  private static String parent(String key) {
    return key.contains("/") ? key.substring(0, key.lastIndexOf('/')) : ".";
  }

  private static int only(List<String> calls, String form) {
    int at = first(calls, form, 0);
    assertTrue(
        calls.subList(at + 1, calls.size()).stream().noneMatch(call -> call.matches(form)), form);
    return at;
  }

  private static int first(List<String> calls, String form, int from) {
    for (int i = from; i < calls.size(); i++) {
      if (calls.get(i).matches(form)) {
        return i;
      }
    }
    throw new AssertionError("no \"" + form + "\" after " + from + " of " + calls);
  }

  private static int last(List<String> calls, String form, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (calls.get(i).matches(form)) {
        return i;
      }
    }
    throw new AssertionError("no \"" + form + "\" before " + before + " of " + calls);
  }

  /** Returns the calls that matter, with paths relative to the store, and what was printed. */
  private List<String> trace() throws IOException, InterruptedException {
    Path root = Files.createDirectories(directory.toRealPath().resolve("store"));
    Path trace = directory.resolve("trace");
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-y", "-s", "300", "-o", trace.toString(), "-e"));
    command.add("trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat");
    command.addAll(StoreChild.command(root));
    Process strace;
    try {
      strace =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
    } catch (IOException e) {
      assumeTrue(false, "needs strace");
      throw e;
    }
    assumeTrue(strace.waitFor() == 0, "strace may not be used here");
    return joined(Files.readAllLines(trace)).stream()
        .flatMap(line -> call(line, root.toString()).stream())
        .toList();
  }

  /** Joins the two halves of a call that another thread interrupted, at its end. */
  private static List<String> joined(List<String> lines) {
    List<String> whole = new ArrayList<>();
    List<String> begun = new ArrayList<>();
    for (String line : lines) {
      if (line.endsWith("<unfinished ...>")) {
        begun.add(line.substring(0, line.length() - "<unfinished ...>".length()));
      } else if (line.contains(" resumed>")) {
        String thread = line.substring(0, line.indexOf(' ') + 1);
        String start =
            begun.stream().filter(each -> each.startsWith(thread)).findFirst().orElseThrow();
        begun.remove(start);
        whole.add(start + line.substring(line.indexOf(" resumed>") + " resumed>".length()));
      } else {
        whole.add(line);
      }
    }
    return whole;
  }

  private static List<String> call(String line, String root) {
    Matcher said = Pattern.compile("\\d+ +write\\(1<[^>]*>, \"(.*?)(\\\\n)?\".*").matcher(line);
    if (said.matches()) {
      return List.of("said " + said.group(1));
    }
    if (!line.contains(root) || line.contains(" = -1 ")) {
      return List.of();
    }
    String name = line.replaceAll("^\\d+ +(\\w+)\\(.*", "$1");
    Matcher paths = Pattern.compile(Pattern.quote(root) + "(/[^\">]*|)(?=[\">])").matcher(line);
    StringBuilder call =
        new StringBuilder(
            switch (name) {
              case "fsync", "fdatasync" -> "sync";
              case "pwrite64" -> "write";
              case "renameat", "renameat2" -> "rename";
              case "mkdirat" -> "mkdir";
              default -> name;
            });
    while (paths.find()) {
      String path = paths.group(1);
      call.append(' ').append(path.isEmpty() ? "." : path.substring(1));
    }
    return List.of(call.toString());
  }
}
