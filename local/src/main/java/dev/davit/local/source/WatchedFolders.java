package dev.davit.local.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that are watched: which number stands for which. Paths are put together when they are
 * asked for, because a folder above may have been renamed. Used by one thread.
 */
final class WatchedFolders {
  private final Map<Integer, Node> byNumber = new HashMap<>();
  private Node root = new Node(null, "");

  /** A folder. */
  static final class Node {
    private final @Nullable Node parent;
    private final String name;
    private final Map<String, Node> children = new HashMap<>(2);
    private int number = -1;

    private Node(@Nullable Node parent, String name) {
      this.parent = parent;
      this.name = name;
    }

    /** Returns its path below the source; empty for the source. */
    String path() {
      if (parent == null) {
        return "";
      }
      String above = parent.path();
      return above.isEmpty() ? name : above + "/" + name;
    }

    /** Returns the path of something in it. */
    String path(String child) {
      return parent == null ? child : path() + "/" + child;
    }
  }

  Node root() {
    return root;
  }

  int size() {
    return byNumber.size();
  }

  @Nullable Node get(int number) {
    return byNumber.get(number);
  }

  /** Returns a folder in another, new if need be. */
  Node child(Node parent, String name) {
    return parent.children.computeIfAbsent(name, each -> new Node(parent, each));
  }

  @Nullable Node find(Node parent, String name) {
    return parent.children.get(name);
  }

  /** Notes the number that a folder is watched by; whatever had it has it no more. */
  void watched(Node node, int number) {
    Node before = byNumber.put(number, node);
    if (before != null && before != node) {
      before.number = -1;
    }
    node.number = number;
  }

  /** The kernel watches by this number no more. */
  void forget(int number) {
    Node node = byNumber.remove(number);
    if (node != null) {
      node.number = -1;
    }
  }

  /** Drops a folder and all below it; returns the numbers they were watched by. */
  List<Integer> drop(Node node) {
    List<Integer> numbers = new ArrayList<>();
    collect(node, numbers);
    numbers.forEach(byNumber::remove);
    if (node.parent == null) {
      root = new Node(null, "");
    } else {
      node.parent.children.remove(node.name, node);
    }
    return numbers;
  }

  private static void collect(Node node, List<Integer> numbers) {
    if (node.number >= 0) {
      numbers.add(node.number);
    }
    node.children.values().forEach(child -> collect(child, numbers));
  }
}
