package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.Entry.Stored;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import java.time.DateTimeException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the facts of an entry.
 *
 * <p>A checksum over path and facts comes first: SQLite does not notice a bit that flipped within a
 * value. A key that ends with the path is kept as the prefix before it. Used by one thread.
 */
final class EntryCodec {
  private static final int FORM = 1;
  private static final int STORED = 1;
  private static final int FAILED = 2;
  private static final int KEY_IS_PATH = 4;
  private static final int KEY_ENDS_WITH_PATH = 8;

  private final Packer packer = new Packer();
  private final CRC32C checksum = new CRC32C();
  private String lastPrefix = "";
  private String lastVerifiedBy = "";

  byte[] encode(Entry entry) {
    byte[] path = entry.path().value().getBytes(UTF_8);
    Stored stored = entry.stored().orElse(null);
    Failure failure = entry.failure().orElse(null);
    packer.clear();
    packer.putInt(0);
    packer.putByte(FORM);
    packer.putByte(flags(entry.path(), stored, failure));
    if (stored != null) {
      put(entry.path(), stored);
    }
    if (failure != null) {
      packer.putText(failure.error());
      packer.putUnsigned(failure.attempts());
      packer.putInstant(failure.at());
    }
    packer.setInt(0, checksum(path, path.length, packer.array(), Integer.BYTES, packer.size()));
    return packer.toBytes();
  }

  private static int flags(RelativePath path, @Nullable Stored stored, @Nullable Failure failure) {
    int flags = failure == null ? 0 : FAILED;
    if (stored == null) {
      return flags;
    }
    String key = stored.key().value();
    if (key.equals(path.value())) {
      flags |= KEY_IS_PATH;
    } else if (key.endsWith("/" + path.value())) {
      flags |= KEY_ENDS_WITH_PATH;
    }
    return flags | STORED;
  }

  private void put(RelativePath path, Stored stored) {
    Fingerprint fingerprint = stored.fingerprint();
    packer.putUnsigned(fingerprint.length());
    packer.putSigned(fingerprint.modifiedNanos());
    packer.putSigned(fingerprint.changedNanos() - fingerprint.modifiedNanos());
    packer.putUnsigned(fingerprint.fileId());
    packer.putByte(code(stored.identity().algorithm()));
    packer.putBytes(stored.identity().value());
    String key = stored.key().value();
    if (key.endsWith("/" + path.value())) {
      packer.putText(key.substring(0, key.length() - path.value().length() - 1));
    } else if (!key.equals(path.value())) {
      packer.putText(key);
    }
    packer.putText(stored.verifiedBy());
    packer.putByte(code(stored.why()));
    packer.putInstant(stored.at());
  }

  /**
   * Reads a row: the path in UTF-8, a NUL, the facts.
   *
   * @throws DamagedException if nobody wrote that
   */
  Entry decode(RelativePath path, byte[] row, int pathLength) {
    try {
      Unpacker in = new Unpacker(row, pathLength + 1);
      int expected = in.takeInt();
      if (expected != checksum(row, pathLength, row, in.position(), row.length)) {
        throw new DamagedException("the row of " + path + " does not match its checksum");
      }
      if (in.takeByte() != FORM) {
        throw new DamagedException("the row of " + path + " has an unknown form");
      }
      int flags = in.takeByte();
      Stored stored = (flags & STORED) == 0 ? null : takeStored(path, flags, in);
      Failure failure = (flags & FAILED) == 0 ? null : takeFailure(in);
      return entry(path, stored, failure);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedException("the row of " + path + " cannot be read", e);
    }
  }

  private static Entry entry(
      RelativePath path, @Nullable Stored stored, @Nullable Failure failure) {
    if (stored == null) {
      if (failure == null) {
        throw new DamagedException("the row of " + path + " is empty");
      }
      return Entry.failed(path, failure);
    }
    Entry entry = Entry.stored(path, stored);
    return failure == null ? entry : entry.withFailure(failure);
  }

  private Stored takeStored(RelativePath path, int flags, Unpacker in) {
    long length = in.takeUnsigned();
    long modified = in.takeSigned();
    long changed = modified + in.takeSigned();
    Fingerprint fingerprint = new Fingerprint(length, modified, changed, in.takeUnsigned());
    DigestAlgorithm algorithm = algorithm(in.takeByte());
    Digest identity = new Digest(algorithm, in.takeBytes(algorithm.length()));
    ObjectKey key = takeKey(path, flags, in);
    lastVerifiedBy = in.takeText(lastVerifiedBy);
    Why why = why(in.takeByte());
    return new Stored(fingerprint, identity, key, lastVerifiedBy, why, in.takeInstant());
  }

  private ObjectKey takeKey(RelativePath path, int flags, Unpacker in) {
    if ((flags & KEY_IS_PATH) != 0) {
      return ObjectKey.of(path.value());
    }
    if ((flags & KEY_ENDS_WITH_PATH) != 0) {
      lastPrefix = in.takeText(lastPrefix);
      return ObjectKey.under(lastPrefix, path);
    }
    return ObjectKey.of(in.takeText(""));
  }

  private static Failure takeFailure(Unpacker in) {
    String error = in.takeText("");
    int attempts = (int) in.takeUnsigned();
    return new Failure(error, attempts, in.takeInstant());
  }

  private int checksum(byte[] path, int pathLength, byte[] facts, int begin, int end) {
    checksum.reset();
    checksum.update(path, 0, pathLength);
    checksum.update(facts, begin, end - begin);
    return (int) checksum.getValue();
  }

  private static int code(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> 1;
      case SHA1 -> 2;
      case SHA256 -> 3;
      case SHA256_BLOCKS -> 4;
      case CRC32C -> 5;
      case CRC64_ECMA -> 6;
      case CRC64_NVME -> 7;
    };
  }

  private static DigestAlgorithm algorithm(int code) {
    return switch (code) {
      case 1 -> DigestAlgorithm.MD5;
      case 2 -> DigestAlgorithm.SHA1;
      case 3 -> DigestAlgorithm.SHA256;
      case 4 -> DigestAlgorithm.SHA256_BLOCKS;
      case 5 -> DigestAlgorithm.CRC32C;
      case 6 -> DigestAlgorithm.CRC64_ECMA;
      case 7 -> DigestAlgorithm.CRC64_NVME;
      default -> throw new DamagedException("unknown digest " + code);
    };
  }

  private static int code(Why why) {
    return switch (why) {
      case NEW -> 1;
      case CHANGED -> 2;
      case MOVED -> 3;
      case FAILED_BEFORE -> 4;
      case RESUMED -> 5;
      case REFRESH -> 6;
      case GONE -> 7;
    };
  }

  private static Why why(int code) {
    return switch (code) {
      case 1 -> Why.NEW;
      case 2 -> Why.CHANGED;
      case 3 -> Why.MOVED;
      case 4 -> Why.FAILED_BEFORE;
      case 5 -> Why.RESUMED;
      case 6 -> Why.REFRESH;
      case 7 -> Why.GONE;
      default -> throw new DamagedException("unknown reason " + code);
    };
  }
}
