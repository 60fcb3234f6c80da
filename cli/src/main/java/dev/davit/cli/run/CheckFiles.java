package dev.davit.cli.run;

import dev.davit.cli.report.OwnerOnly;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Checked;
import dev.davit.core.usecase.Checked.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lists that a check writes. */
public final class CheckFiles implements AutoCloseable {
  private static final Map<Verdict, String> SIGNS = new EnumMap<>(Verdict.class);

  static {
    SIGNS.put(Verdict.SAME, "=");
    SIGNS.put(Verdict.MISSING, "-");
    SIGNS.put(Verdict.EXTRA, "+");
    SIGNS.put(Verdict.DIFFERENT, "*");
    SIGNS.put(Verdict.DUPLICATE, "2");
    SIGNS.put(Verdict.UNINDEXED, "?");
    SIGNS.put(Verdict.FAILED, "!");
  }

  private record Listed(PrintWriter out, Set<Verdict> which, boolean signed, boolean standard) {}

  private final List<Listed> lists = new ArrayList<>();
  private boolean onOutput;

  private CheckFiles() {}

  /**
   * Opens them.
   *
   * @throws UsageException if one cannot be written
   */
  public static CheckFiles of(
      @Nullable String combined,
      @Nullable String missing,
      @Nullable String extra,
      @Nullable String different) {
    CheckFiles files = new CheckFiles();
    files.add(combined, EnumSet.allOf(Verdict.class), true);
    files.add(missing, EnumSet.of(Verdict.MISSING), false);
    files.add(extra, EnumSet.of(Verdict.EXTRA), false);
    files.add(different, EnumSet.of(Verdict.DIFFERENT), false);
    return files;
  }

  private void add(@Nullable String file, Set<Verdict> which, boolean signed) {
    if (file == null) {
      return;
    }
    try {
      lists.add(
          new Listed(
              new PrintWriter(new OutputStreamWriter(open(file), StandardCharsets.UTF_8)),
              which,
              signed,
              file.equals("-")));
    } catch (IOException e) {
      throw new UsageException(Say.of("the list {0} cannot be written: {1}", file, e));
    }
  }

  private OutputStream open(String file) throws IOException {
    if (file.equals("-")) {
      onOutput = true;
      return System.out;
    }
    Path path = Path.of(file);
    try {
      Files.createFile(path, OwnerOnly.file());
    } catch (FileAlreadyExistsException e) {
      // is written anew
    }
    return Files.newOutputStream(path);
  }

  /** Tells whether a list goes to standard output, which has room for nothing else then. */
  boolean onOutput() {
    return onOutput;
  }

  /** Writes a path to the lists it belongs to. */
  void add(Checked checked, String path) {
    for (Listed list : lists) {
      if (list.which().contains(checked.verdict())) {
        list.out().print(list.signed() ? SIGNS.get(checked.verdict()) + " " + path : path);
        list.out().print('\n');
      }
    }
  }

  /**
   * Closes them.
   *
   * @throws IOException if something could not be written
   */
  @Override
  public void close() throws IOException {
    boolean failed = false;
    for (Listed list : lists) {
      list.out().flush();
      failed |= list.out().checkError();
      if (!list.standard()) {
        list.out().close();
      }
    }
    if (failed) {
      throw new IOException(Say.of("a list could not be written"));
    }
  }
}
