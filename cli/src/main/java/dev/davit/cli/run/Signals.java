package dev.davit.cli.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Hears the signals that ask the process to end.
 *
 * <p>Shutdown hooks are no use for that: the JVM is ending by then, ignores further signals and
 * waits for nobody. The JDK's own way is {@code sun.misc.Signal} in the supported module {@code
 * jdk.unsupported}; its mention makes javac warn beyond suppression, hence by name. Where the
 * platform has no such signal, or whoever started the process had it ignored (as {@code nohup} does
 * with HUP), nothing changes.
 */
final class Signals {

  private Signals() {}

  /** Tells a listener of a signal, such as {@code INT}, each time it comes. */
  static void listen(String name, Consumer<String> listener) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, calling(name, listener));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      // this platform has no such signal: it ends the process as ever
    }
  }

  @SuppressWarnings("ReferenceEquality") // that is how Object compares
  private static InvocationHandler calling(String name, Consumer<String> listener) {
    return (proxy, method, arguments) -> {
      switch (method.getName()) {
        case "handle" -> listener.accept(name);
        case "equals" -> {
          return proxy == arguments[0];
        }
        case "hashCode" -> {
          return System.identityHashCode(proxy);
        }
        default -> {
          return "davit's handler of " + name;
        }
      }
      return null;
    };
  }
}
