package dev.davit.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.davit.cli.show.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes JSON that is also safe to look at: what {@link SafeText} escapes is escaped here too. */
final class JsonText {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new Escapes()).build();
  private static final double NANOS = 1e9;

  private JsonText() {}

  /** Returns a generator of values with nothing between them. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setRootValueSeparator(new SerializedString(""));
    return json;
  }

  /** Returns an enum's constant as a value, such as {@code same_content}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a span in seconds. */
  static double seconds(Duration span) {
    return span.toNanos() / NANOS;
  }

  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7f;
    private static final int ASCII = 0x80;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[DELETE] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return c >= ASCII && !Character.isSurrogate((char) c) && SafeText.unsafe(c)
          ? new SerializedString(String.format("\\u%04x", c))
          : null;
    }
  }
}
