package dev.davit.cli.run;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads one provider's jars apart from everyone else's: its own classes come first, so that it may
 * bring another version of a library that Davit uses too. What it shares with Davit, the interfaces
 * of core and the logging behind them, comes from Davit always.
 */
final class ProviderLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  ProviderLoader(String name, URL[] jars, ClassLoader parent) {
    super("provider " + name, jars, parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      return shared(name) ? super.loadClass(name, resolve) : ownFirst(name, resolve);
    }
  }

  private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
    try {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    } catch (ClassNotFoundException e) {
      return super.loadClass(name, resolve);
    }
  }

  private static boolean shared(String name) {
    return name.startsWith("java.")
        || name.startsWith("dev.davit.core.")
        || name.startsWith("org.slf4j.");
  }
}
