package dev.davit.cli.run;

import dev.davit.cli.text.Say;
import dev.davit.core.spi.StorageProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The providers that others wrote, each in a folder of its own with all the jars it needs: {@code
 * providers/NAME/*.jar}. One that is broken is left out, and said so in one sentence.
 */
final class OutsideProviders {
  private final Map<String, StorageProvider<?>> byScheme = new TreeMap<>();
  private final Consumer<String> complaints;

  /**
   * Makes them.
   *
   * @param own providers whose schemes nobody else may claim
   * @param complaints takes a sentence on each that is left out
   */
  OutsideProviders(Iterable<StorageProvider<?>> own, Consumer<String> complaints) {
    own.forEach(provider -> byScheme.put(provider.scheme(), provider));
    this.complaints = complaints;
  }

  /** Loads those in the folders of a folder; none if it does not exist. */
  void loadFrom(Path folder) {
    try {
      for (Path each : sorted(folder, "*")) {
        load(each);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // nobody put any there
    } catch (IOException e) {
      complaints.accept(Say.of("no provider was loaded from {0}: {1}", folder, e));
    }
  }

  /** Returns all providers, own ones included. */
  List<StorageProvider<?>> all() {
    return List.copyOf(byScheme.values());
  }

  private void load(Path folder) {
    try {
      List<Path> jars = sorted(folder, "*.jar");
      if (!jars.isEmpty()) {
        load(folder, new ProviderLoader(folder.getFileName().toString(), urls(jars), loader()));
      }
    } catch (NotDirectoryException e) {
      // a file beside the providers' folders, such as a README
    } catch (IOException e) {
      leftOut(folder, Say.of("it cannot be read: {0}", e));
    }
  }

  private static ClassLoader loader() {
    return OutsideProviders.class.getClassLoader();
  }

  @SuppressWarnings("rawtypes") // ServiceLoader knows raw types only
  private void load(Path folder, ProviderLoader loader) {
    boolean any = false;
    try {
      Iterator<ServiceLoader.Provider<StorageProvider>> found =
          ServiceLoader.load(StorageProvider.class, loader).stream().iterator();
      while (found.hasNext()) {
        ServiceLoader.Provider<StorageProvider> each = found.next();
        if (each.type().getClassLoader() == loader) {
          any = true;
          add(folder, each.get());
        }
      }
      if (!any) {
        leftOut(folder, Say.of("none of its jars brings a {0}", StorageProvider.class.getName()));
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      leftOut(folder, reason(e));
    }
  }

  private void add(Path folder, StorageProvider<?> provider) {
    StorageProvider<?> other = byScheme.putIfAbsent(provider.scheme(), provider);
    if (other != null) {
      leftOut(
          folder,
          Say.of("the scheme \"{0}\" is {1}'s", provider.scheme(), other.getClass().getName()));
    }
  }

  private void leftOut(Path folder, String why) {
    complaints.accept(Say.of("the provider in {0} was left out: {1}", folder, why));
  }

  /** The innermost cause says what is wrong; what is around it says that something is. */
  private static String reason(Throwable thrown) {
    if (thrown.getCause() == null) {
      return String.valueOf(thrown.getMessage());
    }
    Throwable cause = thrown.getCause();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private static List<Path> sorted(Path folder, String glob) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(paths::add);
    }
    paths.sort(null);
    return paths;
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }
}
