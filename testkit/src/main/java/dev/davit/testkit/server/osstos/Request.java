package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.RequestHead;
import java.util.Optional;

/** A request whose sender was found good. */
record Request(RequestHead head, Target target, Dialect dialect) {
  HeaderFields headers() {
    return head.headers();
  }

  /** Returns one of the dialect's own header fields, by its name without the prefix. */
  Optional<String> own(String name) {
    return head.headers().first(dialect.prefix() + name);
  }

  String key() {
    return target.key();
  }
}
