package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import java.util.Optional;

/** The next thing to try after a file failed, by the kind of its failure. */
public final class Advice {

  private Advice() {}

  /** Returns a sentence, if there is more to say than the error itself does. */
  public static Optional<String> on(String kind) {
    return Optional.ofNullable(
        switch (kind) {
          case "unreadable" ->
              Say.of("make unreadable files readable for you, or leave them out with --exclude.");
          case "denied" -> Say.of("check that the credential may write there.");
          case "conflict" ->
              Say.of("something else writes to the same keys; let it finish, then run again.");
          case "exhausted", "transient", "indeterminate" ->
              Say.of("the destination kept failing; wait a while, or use fewer --transfers.");
          case "missing" -> Say.of("check that the destination's bucket or folder exists.");
          case "rejected" ->
              Say.of("read what the destination says; leave such files out with --exclude.");
          case "unsupported" -> Say.of("leave out the option that asks for it.");
          default -> null;
        });
  }
}
