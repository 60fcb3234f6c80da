package dev.davit.cli.report;

import dev.davit.cli.report.Charts.Share;
import dev.davit.cli.show.Advice;
import dev.davit.cli.show.ClosingWords;
import dev.davit.cli.show.Details;
import dev.davit.cli.show.Kinds;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the page about a run, in the language spoken. */
final class Page {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
  private static final int LONGEST_ERROR = 1000;

  private final Html html;
  private final Charts charts;
  private final Overview run;
  private final RunFacts facts;

  Page(Appendable out, Overview run, RunFacts facts) {
    html = new Html(out);
    charts = new Charts(html);
    this.run = run;
    this.facts = facts;
  }

  /** Writes all of it. */
  void write() {
    head();
    html.raw("<body><main>");
    title();
    numbers();
    failures();
    deferred();
    throughput();
    sizes();
    slowest();
    planned();
    skipped();
    notices();
    foot();
    html.raw("</main></body></html>\n");
  }

  private void head() {
    html.raw("<!DOCTYPE html>\n<html lang=\"" + Say.language().tag() + "\"><head>")
        .raw("<meta charset=\"utf-8\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src '" + Style.hash() + "'; base-uri 'none'; form-action 'none'\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">")
        .element("title", Say.of("Davit: to {0}", facts.destination()))
        .raw("<style>" + Style.sheet() + "</style></head>\n");
  }

  private void title() {
    html.raw("<header><p class=\"brand\">").text("Davit · " + Say.of("Run report"));
    html.raw("</p><h1>").name(facts.destination()).raw("</h1>");
    html.raw("<p><span class=\"badge " + state() + "\">").text(stateInWords());
    html.raw("</span></p>");
    if (!facts.error().isEmpty()) {
      html.raw("<p class=\"error\">").text(shortened(facts.error())).raw("</p>");
    }
    html.raw("<dl class=\"facts\">");
    html.element("dt", Say.of("From")).raw("<dd>");
    for (Event.SourceStarted source : run.sources) {
      html.raw("<div>").name(source.source().toString()).raw("</div>");
    }
    html.raw("</dd>");
    fact(Say.of("Began"), TIME.format(run.started.atZone(ZoneId.systemDefault())));
    fact(Say.of("Took"), Words.span(facts.took()));
    fact(Say.of("Exit code"), String.valueOf(facts.exitCode()));
    html.raw("</dl></header>\n");
  }

  private void fact(String name, String value) {
    html.element("dt", name).element("dd", value);
  }

  private String state() {
    return switch (facts.ending()) {
      case "complete" -> facts.dryRun() ? "planned" : run.failed > 0 ? "failed" : "stored";
      case "interrupted", "limited" -> "deferred";
      default -> "failed";
    };
  }

  private String stateInWords() {
    return switch (facts.ending()) {
      case "complete" ->
          facts.dryRun()
              ? Say.of("Dry run: nothing was sent")
              : run.failed > 0
                  ? Say.of("Some files could not be sent")
                  : Say.of("Everything is where it should be");
      case "interrupted" -> Say.of("Interrupted before the end");
      case "limited" -> Say.of("Ended by --max-duration or --max-transfer");
      default -> Say.of("Stopped before the end");
    };
  }

  private void numbers() {
    html.raw("<section><div class=\"numbers\">");
    if (facts.dryRun()) {
      number("planned", Say.of("Would be sent"), run.planned.count, Words.bytes(run.plannedBytes));
    } else {
      number("stored", Say.of("Sent"), run.stored, sent());
    }
    number("skipped", Say.of("Skipped"), run.skippedFiles(), commonest());
    number("deferred", Say.of("Left to the next run"), run.deferredFiles(), "");
    number("failed", Say.of("Failed"), run.failed, "");
    html.raw("</div>");
    charts.shares(
        List.of(
            new Share("stored", Say.of("Sent"), run.stored),
            new Share("planned", Say.of("Would be sent"), run.planned.count),
            new Share("skipped", Say.of("Skipped"), run.skippedFiles()),
            new Share("deferred", Say.of("Left to the next run"), run.deferredFiles()),
            new Share("failed", Say.of("Failed"), run.failed)));
    html.raw("</section>\n");
  }

  private void number(String style, String name, long files, String more) {
    String shown = files == 0 ? "none" : style;
    html.raw("<div class=\"number " + shown + "\">").element("b", Words.number(files));
    html.element("span", name);
    html.element("small", files == 0 ? "" : more).raw("</div>");
  }

  private String sent() {
    String bytes = Words.bytes(run.storedBytes);
    double seconds = facts.took().toMillis() / 1e3;
    return seconds < 0.1 || run.storedBytes == 0
        ? bytes
        : Say.of("{0}, {1}/s", bytes, Words.bytes((long) (run.storedBytes / seconds)));
  }

  private String commonest() {
    return run.skipped.entrySet().stream()
        .max(Comparator.comparingLong(each -> each.getValue().count))
        .map(each -> ClosingWords.counted(each.getKey(), each.getValue().count))
        .orElse("");
  }

  private void failures() {
    if (run.failed == 0) {
      return;
    }
    section(Say.of("What failed, and what to try"));
    for (Failures.Group group : run.failures.groups()) {
      html.raw("<article class=\"failure\"><h3>").text(Kinds.title(group.kind));
      html.raw(" <span class=\"badge failed\">").text(Words.count(group.count, "file"));
      html.raw("</span></h3><p class=\"error\">");
      html.text(shortened(group.samples.getFirst().error())).raw("</p>");
      Advice.on(group.kind).ifPresent(this::advice);
      open(Say.of("Which files"), group.count <= 3);
      for (Outcome.Failed each : group.samples) {
        html.raw("<li>").name(each.path().value());
        if (!each.error().equals(group.samples.getFirst().error())) {
          html.raw("<div class=\"dim\">").text(shortened(each.error())).raw("</div>");
        }
        html.raw("</li>");
      }
      closeList(group.count - group.samples.size());
      html.raw("</article>");
    }
    html.raw("</section>\n");
  }

  private void advice(String sentence) {
    html.raw("<p class=\"advice\">").text(Say.of("Try: {0}", sentence)).raw("</p>");
  }

  private void deferred() {
    if (run.deferred.isEmpty()) {
      return;
    }
    section(Say.of("Left to the next run"));
    for (Map.Entry<Outcome.DeferReason, Overview.Some<Outcome.Deferred>> each :
        run.deferred.entrySet()) {
      String why =
          switch (each.getKey()) {
            case CHANGING -> Say.of("They changed while they were read. That is no failure.");
            case INTERRUPTED -> Say.of("The run ended before it was their turn.");
            case LIMIT -> Say.of("The run had done as much as it was allowed to.");
          };
      html.element("p", why);
      open(Words.count(each.getValue().count, "file"), each.getValue().count <= 3);
      each.getValue().samples.forEach(one -> item(one.path(), one.detail()));
      closeList(each.getValue().count - each.getValue().samples.size());
    }
    html.raw("</section>\n");
  }

  private void throughput() {
    Timeline time = run.timeline;
    if (time.slots() < 4) {
      return;
    }
    section(Say.of("Over time"));
    html.element("h3", Say.of("Bytes per second"));
    charts.area(
        "stored",
        time.bytesPerSecond(),
        time.seconds(),
        1024,
        value -> value == 0 ? "0" : Say.of("{0}/s", round(Words.bytes((long) value))));
    html.element("h3", Say.of("Files per second"));
    charts.area("planned", time.filesPerSecond(), time.seconds(), 10, Page::plain);
    if (run.retries > 0) {
      html.raw("<p class=\"dim\">");
      html.text(Say.of("{0} repeated after an error.", Words.count(run.retries, "request")));
      html.raw("</p>");
    }
    html.raw("</section>\n");
  }

  private static String round(String size) {
    return size.replace(".0 ", " ");
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? Words.number((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private void sizes() {
    List<SizeClasses.SizeClass> classes = run.sizes.list();
    if (classes.isEmpty()) {
      return;
    }
    long most = classes.stream().mapToLong(SizeClasses.SizeClass::files).max().orElse(1);
    section(Say.of("Sizes"));
    html.raw("<table class=\"bars\">");
    for (SizeClasses.SizeClass each : classes) {
      html.raw("<tr>").element("th scope=\"row\"", bound(each.below())).raw("<td class=\"wide\">");
      charts.bar("stored", (double) each.files() / most);
      html.raw("</td>").element("td", Words.count(each.files(), "file"));
      html.element("td class=\"dim\"", Words.bytes(each.bytes())).raw("</tr>");
    }
    html.raw("</table></section>\n");
  }

  private static String bound(long below) {
    if (below == 1) {
      return Say.of("empty");
    }
    return below == Long.MAX_VALUE
        ? Say.of("larger")
        : Say.of("below {0}", round(Words.bytes(below)));
  }

  private void slowest() {
    List<Overview.Slow> files = run.slowest();
    if (files.isEmpty()) {
      return;
    }
    section(Say.of("What took longest"));
    html.raw("<table class=\"files\"><thead><tr>");
    for (String head :
        List.of(Say.of("File"), Say.of("Size"), Say.of("Time"), Say.of("Rate"), Say.of("Tries"))) {
      html.element("th scope=\"col\"", head);
    }
    html.raw("</tr></thead><tbody>");
    for (Overview.Slow slow : files) {
      Outcome.Stored file = slow.file();
      html.raw("<tr><td class=\"wide\">").name(path(slow.source(), file.path())).raw("</td>");
      cell(Say.of("Size"), Words.bytes(file.length()));
      cell(Say.of("Time"), Words.span(file.took()));
      cell(Say.of("Rate"), rate(file.length(), file.took()));
      cell(Say.of("Tries"), String.valueOf(file.attempts()));
      html.raw("</tr>");
    }
    html.raw("</tbody></table></section>\n");
  }

  private void cell(String head, String value) {
    html.raw("<td data-head=\"" + Html.escaped(head) + "\">").text(value).raw("</td>");
  }

  private static String rate(long length, Duration took) {
    double seconds = took.toNanos() / 1e9;
    return seconds <= 0 ? "–" : Say.of("{0}/s", Words.bytes((long) (length / seconds)));
  }

  private String path(Path source, RelativePath path) {
    return run.sources.size() < 2 ? path.value() : source + "/" + path.value();
  }

  private void planned() {
    if (run.planned.count == 0) {
      return;
    }
    section(Say.of("Would be sent"));
    open(Words.count(run.planned.count, "file"), true);
    for (Outcome.Planned one : run.planned.samples) {
      item(one.path(), Words.of(one.why()) + ", " + Words.bytes(one.length()));
    }
    closeList(run.planned.count - run.planned.samples.size());
    html.raw("</section>\n");
  }

  private void skipped() {
    if (run.skipped.isEmpty()) {
      return;
    }
    section(Say.of("Skipped, by reason"));
    run.skipped.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> -each.getValue().count))
        .forEach(each -> {
          open(ClosingWords.counted(each.getKey(), each.getValue().count), false);
          each.getValue().samples.forEach(one -> item(one.path(), Details.of(one.detail())));
          closeList(each.getValue().count - each.getValue().samples.size());
        });
    html.raw("</section>\n");
  }

  private void notices() {
    if (run.notices.isEmpty()) {
      return;
    }
    section(Say.of("Notes"));
    html.raw("<ul>");
    run.notices.forEach(each -> html.element("li", shortened(each)));
    html.raw("</ul></section>\n");
  }

  private void foot() {
    html.raw("<footer><p>");
    html.text(
        Say.of(
            "Written by davit {0}. Lists show the first files; --report FILE.json writes them all.",
            facts.version()));
    html.raw("</p></footer>");
  }

  private void section(String title) {
    html.raw("<section>").element("h2", title);
  }

  private void open(String title, boolean open) {
    html.raw(open ? "<details open><summary>" : "<details><summary>").text(title);
    html.raw("</summary><ul class=\"list\">");
  }

  private void item(RelativePath path, String detail) {
    html.raw("<li>").name(path.value());
    if (!detail.isEmpty()) {
      html.raw(" <span class=\"dim\">").text(shortened(detail)).raw("</span>");
    }
    html.raw("</li>");
  }

  private void closeList(long more) {
    html.raw("</ul>");
    if (more > 0) {
      html.raw("<p class=\"dim\">").text(Say.of("and {0} more", Words.number(more))).raw("</p>");
    }
    html.raw("</details>");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
  }
}
