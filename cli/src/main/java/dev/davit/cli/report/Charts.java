package dev.davit.cli.report;

import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Draws with SVG. Pictures stretch to any width, so all lettering is HTML beside them, and colours
 * are classes of the style sheet.
 */
final class Charts {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 100;
  private static final int MARKS = 4;

  private final Html html;

  Charts(Html html) {
    this.html = html;
  }

  /** A share of a whole. */
  record Share(String style, String label, long amount) {}

  /** Draws shares as one bar with a legend; those of nothing are left out. */
  void shares(List<Share> shares) {
    List<Share> some = shares.stream().filter(share -> share.amount() > 0).toList();
    long whole = some.stream().mapToLong(Share::amount).sum();
    if (whole == 0) {
      return;
    }
    html.raw("<svg class=\"shares\" role=\"img\" viewBox=\"0 0 1000 10\"")
        .raw(" preserveAspectRatio=\"none\">");
    double x = 0;
    for (Share share : some) {
      double width = 1000.0 * share.amount() / whole;
      html.raw(
              "<rect class=\""
                  + share.style()
                  + "\" x=\""
                  + number(x)
                  + "\" height=\"10\" width=\"")
          .raw(number(Math.max(width, 3)) + "\"><title>")
          .text(label(share))
          .raw("</title></rect>");
      x += width;
    }
    html.raw("</svg><ul class=\"legend\">");
    for (Share share : some) {
      html.raw("<li><i class=\"" + share.style() + "\"></i>").text(label(share)).raw("</li>");
    }
    html.raw("</ul>");
  }

  private static String label(Share share) {
    return Say.of("{0} {1}", share.label(), Words.number(share.amount()));
  }

  /**
   * Draws values over time as an area.
   *
   * @param words writes a value with its unit
   * @param step how values are rounded up to the top of the scale: a power of this
   */
  void area(String style, double[] values, double seconds, int step, DoubleFunction<String> words) {
    double top = top(Arrays.stream(values).max().orElse(0), step);
    html.raw("<div class=\"chart\"><div class=\"scale\">");
    for (double share : new double[] {1, 0.5, 0}) {
      html.element("span", words.apply(share * top));
    }
    html.raw("</div><svg class=\"plot " + style + "\" role=\"img\" viewBox=\"0 0 1000 100\"")
        .raw(" preserveAspectRatio=\"none\">")
        .raw("<path class=\"grid\" d=\"M0 .5H1000M0 50H1000M0 99.5H1000\"/>");
    String line = line(values, top);
    html.raw("<path class=\"area\" d=\"M0 100L" + line + "L1000 100Z\"/>")
        .raw("<path class=\"line\" d=\"M" + line + "\"/></svg><div class=\"times\">");
    for (int i = 0; i <= MARKS; i++) {
      long millis = Math.round(seconds * 1000 * i / MARKS);
      html.element("span", i == 0 ? "0" : Words.span(Duration.ofMillis(millis)));
    }
    html.raw("</div></div>");
  }

  /** Returns points through the middle of each slot, from edge to edge. */
  private static String line(double[] values, double top) {
    StringBuilder line = new StringBuilder();
    point(line, 0, values[0], top);
    double slot = (double) WIDTH / values.length;
    for (int i = 0; i < values.length; i++) {
      line.append(' ');
      point(line, (i + 0.5) * slot, values[i], top);
    }
    line.append(' ');
    point(line, WIDTH, values[values.length - 1], top);
    return line.toString();
  }

  private static void point(StringBuilder line, double x, double value, double top) {
    line.append(number(x)).append(',').append(number(HEIGHT * (1 - value / top)));
  }

  /** Draws a bar of a share of the row's width. */
  void bar(String style, double share) {
    html.raw(
            "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"" + style + "\" height=\"100%\"")
        .raw(" width=\"" + number(share <= 0 ? 0 : Math.max(0.5, 100 * share)) + "%\"/></svg>");
  }

  /** Returns the first of 1, 2, 3, 4, 6 and 8 times a power of the step that is not smaller. */
  private static double top(double most, int step) {
    double unit = 1;
    while (most > unit * step) {
      unit *= step;
    }
    for (double decade = unit; decade < unit * step; decade *= step == 10 ? 10 : 2) {
      for (double times : step == 10 ? new double[] {1, 2, 4, 6, 8} : new double[] {1, 1.5}) {
        if (most <= times * decade) {
          return times * decade;
        }
      }
    }
    return unit * step;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
