package dev.davit.cli.command;

import dev.davit.core.spi.SourceOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files are taken. */
final class FilterOptions {

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = {
        "Take only files that match, also hidden ones. In gitignore syntax; may be repeated."
      })
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = {
        "Leave out files and folders that match, in gitignore syntax; may be repeated, the last that"
            + " matches decides. A file .davitignore in any folder of the source says the same"
            + " for what is below."
      })
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--all",
      description = {
        "Take hidden files, and what is left out otherwise: version control, editors' temporaries,"
            + " partial downloads, secrets."
      })
  private boolean all;

  @Option(
      names = "--follow-links",
      description = "Follow symbolic links, but never out of the source.")
  private boolean followLinks;

  @Option(
      names = "--min-size",
      paramLabel = "SIZE",
      converter = Parsers.Size.class,
      description = "Leave out smaller files. K, M, G and T are powers of 1024.")
  private @Nullable Long minSize;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = Parsers.Size.class,
      description = "Leave out larger files.")
  private @Nullable Long maxSize;

  @Option(
      names = "--min-age",
      paramLabel = "DURATION",
      converter = Parsers.Span.class,
      description = "Leave out files modified more recently than that, such as 30s, 5m, 2h, 7d.")
  private @Nullable Duration minAge;

  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      converter = Parsers.Span.class,
      description = "Leave out files modified longer ago than that.")
  private @Nullable Duration maxAge;

  /** Returns them. */
  SourceOptions options() {
    SourceOptions.Builder options = SourceOptions.builder().include(include).exclude(exclude);
    options.sizes(minSize == null ? 0 : minSize, maxSize == null ? Long.MAX_VALUE : maxSize);
    if (all) {
      options.takeAll();
    }
    if (followLinks) {
      options.followLinks();
    }
    if (minAge != null) {
      options.minAge(minAge);
    }
    if (maxAge != null) {
      options.maxAge(maxAge);
    }
    return options.build();
  }
}
