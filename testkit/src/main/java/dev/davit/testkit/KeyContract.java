package dev.davit.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that someone, somewhere, gave a file. */
interface KeyContract extends StorageHarness {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        " leading and trailing ",
        "tab\tnewline\nreturn\r",
        "per%cent%20%2F%",
        "a+b",
        "what?",
        "#hash",
        "semi;colon:and=equals&ampersand",
        "back\\slash",
        "quote'double\"back`",
        "<angle>|pipe*star",
        "-rf",
        "~home",
        "$HOME ${jndi:ldap:x}",
        "{curly}[square](round)",
        "...",
        ".hidden",
        "trailing.",
        "con",
        "\u0001\u001b[31m\u007f",
        "\u00fcml\u00e4ut",
        "u\u0308 decomposed",
        "\u4e2d\u6587/\u6587\u4ef6.txt",
        "\ud83d\udea2\ufe0f\u200d\ud83c\udf0a",
        "\u05e9\u05dc\u05d5\u05dd \u202e rtl",
        "\ufffd\uffff",
        "bytes \u201bFF\u201bFE and \u201b\u201b mark",
        "UPPER/lower/MiXeD",
        "deep/er/and/deep/er/and/deep/er/and/deep/er/and/deep/er/and/deep/er/and/deep/er"
      })
  default void anOddKeyIsAKeyLikeAnyOther(String key) throws Exception {
    byte[] content = content(key.hashCode(), 20);
    store(key, content);
    assertStored(key, content);
  }

  @Test
  default void aSegmentMayBeAsLongAsAFileName() throws Exception {
    int longest = Math.min(255, storage().profile().maxKeySegmentBytes());
    for (String segment : List.of("a".repeat(longest), "\u20ac".repeat(longest / 3))) {
      store("long/" + segment, content(1, 5));
      assertStored("long/" + segment, content(1, 5));
    }
  }

  @Test
  default void aKeyMayBeLong() throws Exception {
    int longest = Math.min(900, storage().profile().maxKeyBytes());
    String key = "segment/".repeat(longest / 8) + "x".repeat(Math.max(1, longest % 8));
    store(key.substring(0, longest), content(1, 5));
    assertStored(key.substring(0, longest), content(1, 5));
  }

  /** Two keys are two objects; a storage that cannot tell them apart says so. */
  @ParameterizedTest
  @ValueSource(strings = {"name|NAME", "d/x|D/x", "\u00e9|e\u0301", "d\u00e9/x|de\u0301/x"})
  default void alikeKeysNeverOverwriteEachOther(String keys) throws Exception {
    String one = keys.substring(0, keys.indexOf('|'));
    String other = keys.substring(keys.indexOf('|') + 1);
    store(one, content(1, 10));
    try {
      store(other, content(2, 10));
    } catch (Conflict e) {
      assertAbsent(other);
      assertStored(one, content(1, 10));
      return;
    }
    assertStored(one, content(1, 10));
    assertStored(other, content(2, 10));
  }

  /** A directory cannot be a file too; a storage of directories says so and harms neither. */
  @Test
  default void aKeyMayBeginLikeAnotherOrIsRejected() throws Exception {
    for (List<String> keys : List.of(List.of("a", "a/b"), List.of("c/d/e", "c/d"))) {
      for (byte[] content : List.of(content(2, 10), longContent(3))) {
        store(keys.get(0), content(1, 10));
        try {
          store(keys.get(1), content);
          assertStored(keys.get(1), content);
        } catch (StorageException e) {
          assertThrows(
              Rejected.class,
              () -> {
                throw e;
              });
          assertTrue(storage().find(ObjectKey.of(keys.get(1))).isEmpty());
        }
        assertStored(keys.get(0), content(1, 10));
      }
    }
  }
}
