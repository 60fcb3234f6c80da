package dev.davit.registrar.index.words;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.FileQueryBuilder;
import dev.davit.registrar.index.Heard;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.VersionSelector;
import dev.davit.registrar.index.naming.Names;
import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.time.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what files words speak of, in Chinese and English. */
public final class MentionParser {
  private static final Pattern SPLIT =
      Pattern.compile(
          "(?<!温)和(?!平|谐)|与|跟|以及|还有|(?<![a-z])(?:with|and|vs\\.?|versus|against)(?![a-z])");
  private static final int LONGEST = 2000;

  private final UserCalendar calendar;
  private final Locale locale;
  private final TimeWords times;

  /** Reads words that are said now. */
  public MentionParser(Instant now, ZoneId zone, Locale locale) {
    calendar = new UserCalendar(now, zone);
    this.locale = locale;
    times = new TimeWords(calendar);
  }

  /**
   * Reads words.
   *
   * @param lexicon the session's own names
   * @param turn the message they are said in
   */
  public Mentions parse(String utterance, NameLexicon lexicon, OptionalInt turn) {
    String key = Names.key(utterance);
    if (key.length() > LONGEST) {
      throw new IllegalArgumentException("That is more than " + LONGEST + " characters.");
    }
    NameMask mask = NameMask.of(key, lexicon);
    boolean taiwan = Script.taiwan(mask.text(), locale);
    Context context = new Context(mask.names(), taiwan, turn);
    return new Mentions(queries(Script.simplified(mask.text()), context));
  }

  /** Reads words as {@link #parse} does, and returns for each mention what was read from which. */
  public List<List<Heard>> hear(String utterance, NameLexicon lexicon, OptionalInt turn) {
    NameMask mask = NameMask.of(Names.key(utterance), lexicon);
    boolean taiwan = Script.taiwan(mask.text(), locale);
    Context context = new Context(mask.names(), taiwan, turn);
    return parts(Script.simplified(mask.text()), context).stream()
        .map(part -> hear(part, context))
        .toList();
  }

  private List<Heard> hear(String part, Context context) {
    Hearing hearing = new Hearing();
    VersionWords version = VersionWords.of(part);
    hearing.taken(Heard.Part.VERSION, part, version.text());
    String turned =
        TurnWords.find(version.text(), context.turn())
            .map(TurnWords.Turned::rest)
            .orElse(version.text());
    hearing.taken(Heard.Part.TURN, version.text(), turned);
    TypeWords types = TypeWords.of(turned, context.taiwan());
    if (!types.types().isEmpty()) {
      hearing.least(Heard.Part.TYPE, turned, text -> TypeWords.of(text, context.taiwan()).types());
    }
    Optional<TimeWords.Timed> timed = times.find(types.text());
    String rest = timed.map(TimeWords.Timed::rest).orElse(types.text());
    hearing.taken(Heard.Part.TIME, types.text(), rest);
    List<String> names = names(types.text(), context);
    names.forEach(hearing::name);
    if (names.isEmpty()) {
      hearing.least(
          Heard.Part.REFERENCE,
          rest,
          text -> ReferenceWords.find(text, timed.isPresent()).map(r -> r.plain(false)));
    }
    return hearing.heard();
  }

  private record Context(List<String> names, boolean taiwan, OptionalInt turn) {}

  private List<FileQuery> queries(String text, Context context) {
    List<String> parts = parts(text, context);
    if (parts.size() < 2) {
      return parts.stream()
          .flatMap(part -> mention(part, context).stream())
          .map(one -> one.query(context))
          .toList();
    }
    Mention left = mention(parts.get(0), context).orElseThrow();
    Mention right = mention(parts.get(1), context).orElseThrow();
    return List.of(left.likeIfPlain(right).query(context), right.likeIfPlain(left).query(context));
  }

  /** Returns the mentions' own parts of the text: none, all of it, or two. */
  private List<String> parts(String text, Context context) {
    Matcher split = SPLIT.matcher(text);
    while (split.find()) {
      String before = text.substring(0, split.start());
      String after = text.substring(split.end());
      Optional<Mention> left = mention(before, context);
      Optional<Mention> right = mention(after, context);
      if (left.isPresent() && right.isPresent() && splits(left.get(), right.get())) {
        return List.of(before, after);
      }
    }
    return mention(text, context).isPresent() ? List.of(text) : List.of();
  }

  /** Names only are one list; everything else that is one file each is two mentions. */
  private static boolean splits(Mention left, Mention right) {
    return left.singular()
        && right.singular()
        && (left.names().isEmpty() || right.names().isEmpty());
  }

  private Optional<Mention> mention(String part, Context context) {
    VersionWords version = VersionWords.of(part);
    Optional<TurnWords.Turned> turned = TurnWords.find(version.text(), context.turn());
    TypeWords types =
        TypeWords.of(turned.map(TurnWords.Turned::rest).orElse(version.text()), context.taiwan());
    List<String> names = names(types.text(), context);
    Optional<TimeWords.Timed> timed = times.find(types.text());
    String rest = timed.map(TimeWords.Timed::rest).orElse(types.text());
    if (!names.isEmpty()) {
      return Optional.of(named(names, version, turned, timed, rest));
    }
    boolean unknownTurn = turned.filter(TurnWords.Turned::unknown).isPresent();
    boolean filtered = timed.isPresent() || (turned.isPresent() && !unknownTurn);
    Optional<ReferenceWords.Referred> referred =
        ReferenceWords.find(rest, filtered)
            .or(() ->
                version
                    .version()
                    .map(v ->
                        ReferenceWords.Referred.to(Reference.THIS, OptionalInt.empty())
                            .plain(true)));
    return referred.map(found ->
        new Mention(
            unknownTurn && found.reference() == Reference.THE
                ? ReferenceWords.Referred.to(Reference.THESE, OptionalInt.empty())
                : found,
            types.types(),
            List.of(),
            version.version(),
            timed.map(TimeWords.Timed::window),
            turned.map(TurnWords.Turned::turn).orElse(OptionalInt.empty()),
            ReferenceWords.plural(rest)));
  }

  private static List<String> names(String text, Context context) {
    return text.chars()
        .filter(c -> Marks.isName((char) c))
        .mapToObj(c -> context.names().get(c - Marks.NAME))
        .distinct()
        .toList();
  }

  /** A name settles what is meant; when it was uploaded may still choose the version. */
  private static Mention named(
      List<String> names,
      VersionWords version,
      Optional<TurnWords.Turned> turned,
      Optional<TimeWords.Timed> timed,
      String rest) {
    boolean uploaded = ReferenceWords.speaksOfUploads(rest);
    return new Mention(
        ReferenceWords.Referred.to(Reference.ALL, OptionalInt.empty()),
        List.of(),
        names,
        version.version(),
        timed.filter(t -> uploaded).map(TimeWords.Timed::window),
        turned.map(TurnWords.Turned::turn).orElse(OptionalInt.empty()),
        names.size() > 1);
  }

  /** One mention, as read. */
  private record Mention(
      ReferenceWords.Referred referred,
      List<String> types,
      List<String> names,
      Optional<VersionSelector> version,
      Optional<Window> window,
      OptionalInt turn,
      boolean plural) {

    boolean singular() {
      int count = referred.count().orElse(1);
      return !plural
          && count == 1
          && switch (referred.reference()) {
            case THIS, THAT, THE, OTHER, NTH, FIRST, LAST -> true;
            case PREVIOUS -> referred.count().isPresent();
            case ALL -> names.size() == 1;
            case THESE, THOSE -> false;
          };
    }

    /** "This image and the other": what is left open is as in the other half. */
    Mention likeIfPlain(Mention other) {
      boolean open = names.isEmpty() && types.isEmpty() && referred.plain();
      return open ? new Mention(referred, other.types, names, version, window, turn, plural) : this;
    }

    FileQuery query(Context context) {
      FileQueryBuilder query =
          FileQuery.builder()
              .reference(referred.reference())
              .scope(referred.scope())
              .fileTypes(types)
              .names(names);
      referred.count().ifPresent(query::count);
      referred.index().ifPresent(query::index);
      version.ifPresent(query::version);
      window.flatMap(Window::since).ifPresent(query::since);
      window.flatMap(Window::until).ifPresent(query::until);
      context.turn().ifPresent(query::turn);
      if (turn.orElse(0) < 0) {
        query.until(Instant.EPOCH); // there is no message before the first
      } else {
        turn.ifPresent(query::turnFilter);
      }
      return query.build();
    }
  }
}
