package dev.davit.local.source;

import dev.davit.core.port.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Prints in ASCII what a scan finds, for tests that need another process. */
final class PrintScan {

  private PrintScan() {}

  public static void main(String[] arguments) throws Exception {
    var changes = Scans.all(Path.of(arguments[0]).toRealPath());
    for (SourceFile file : Scans.files(changes)) {
      System.out.println(line(file));
    }
    Scans.ignored(changes).forEach((path, why) -> System.out.println("- " + path + " " + why));
  }

  static String line(SourceFile file) throws IOException {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(file.path().value().getBytes(StandardCharsets.UTF_8))
        + " "
        + hex.formatHex(Scans.read(file));
  }
}
