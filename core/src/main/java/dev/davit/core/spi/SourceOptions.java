package dev.davit.core.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a source are taken.
 *
 * <p>A file is taken if no rule speaks against it. In this order: hidden files and built-in rules
 * (version control, editor temporaries, partial downloads, secrets) unless {@link #all}; {@code
 * .davitignore} files in gitignore syntax; {@link #exclude}; {@link #include}, if any are given;
 * bounds of size and age. A file that an include pattern names is taken even if it is hidden or a
 * built-in rule speaks against it.
 */
public final class SourceOptions {
  private static final SourceOptions DEFAULTS = new SourceOptions(new Builder());

  private final List<String> include;
  private final List<String> exclude;
  private final List<Path> neverBelow;
  private final boolean all;
  private final boolean followLinks;
  private final long minSize;
  private final long maxSize;
  private final @Nullable Duration minAge;
  private final @Nullable Duration maxAge;

  private SourceOptions(Builder builder) {
    include = List.copyOf(builder.include);
    exclude = List.copyOf(builder.exclude);
    neverBelow = List.copyOf(builder.neverBelow);
    all = builder.all;
    followLinks = builder.followLinks;
    minSize = builder.minSize;
    maxSize = builder.maxSize;
    minAge = builder.minAge;
    maxAge = builder.maxAge;
  }

  private SourceOptions(SourceOptions other, List<Path> neverBelow) {
    include = other.include;
    exclude = other.exclude;
    this.neverBelow = List.copyOf(neverBelow);
    all = other.all;
    followLinks = other.followLinks;
    minSize = other.minSize;
    maxSize = other.maxSize;
    minAge = other.minAge;
    maxAge = other.maxAge;
  }

  /** Returns options that take everything but hidden and system files, and follow no links. */
  public static SourceOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder that begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a copy that never enters these folders. */
  public SourceOptions withNeverBelow(List<Path> realPaths) {
    return new SourceOptions(this, realPaths);
  }

  /** Returns gitignore patterns of which a file must match one; empty if all are welcome. */
  public List<String> include() {
    return include;
  }

  /** Returns gitignore patterns of files and folders that are not taken. */
  public List<String> exclude() {
    return exclude;
  }

  /** Returns real paths that are never entered, such as Davit's own state. */
  public List<Path> neverBelow() {
    return neverBelow;
  }

  /** Tells whether hidden files and those that built-in rules speak against are taken too. */
  public boolean all() {
    return all;
  }

  /** Tells whether links are followed; even then not out of the source. */
  public boolean followLinks() {
    return followLinks;
  }

  /** Returns the smallest size taken, in bytes. */
  public long minSize() {
    return minSize;
  }

  /** Returns the largest size taken, in bytes. */
  public long maxSize() {
    return maxSize;
  }

  /** Returns how long ago a file must have been modified at least, if that matters. */
  public Optional<Duration> minAge() {
    return Optional.ofNullable(minAge);
  }

  /** Returns how long ago a file may have been modified at most, if that matters. */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  /** Builds options. Used by one thread. */
  public static final class Builder {
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private final List<Path> neverBelow = List.of();
    private boolean all;
    private boolean followLinks;
    private long minSize;
    private long maxSize = Long.MAX_VALUE;
    private @Nullable Duration minAge;
    private @Nullable Duration maxAge;

    private Builder() {}

    /** Takes only what matches one of these gitignore patterns. */
    public Builder include(List<String> patterns) {
      include = patterns;
      return this;
    }

    /** Leaves out what matches these gitignore patterns; the last that matches decides. */
    public Builder exclude(List<String> patterns) {
      exclude = patterns;
      return this;
    }

    /** Takes hidden files and those that built-in rules speak against. */
    public Builder takeAll() {
      all = true;
      return this;
    }

    /** Follows symbolic links within the source. */
    public Builder followLinks() {
      followLinks = true;
      return this;
    }

    /** Takes only files of at least and at most so many bytes. */
    public Builder sizes(long min, long max) {
      minSize = min;
      maxSize = max;
      return this;
    }

    /** Takes only files that were last modified at least so long ago. */
    public Builder minAge(Duration age) {
      minAge = age;
      return this;
    }

    /** Takes only files that were last modified at most so long ago. */
    public Builder maxAge(Duration age) {
      maxAge = age;
      return this;
    }

    /** Returns the options. */
    public SourceOptions build() {
      return new SourceOptions(this);
    }
  }
}
