package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells an application server of a new object, as a request asks, and hands its answer on. Only
 * loopback is called.
 */
final class Callbacks {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.:-]+)}");
  private static final int TIMEOUT_MILLIS = 5000;

  private final Store store;

  Callbacks(Store store) {
    this.store = store;
  }

  /** Returns the answer to a request that stored an object: its own, or the called server's. */
  HttpAnswer after(Request request, StoredVersion version, HttpAnswer answer) throws Refusal {
    Optional<String> callback =
        request
            .own("callback")
            .or(() -> Optional.ofNullable(request.target().query().get("callback")));
    if (callback.isEmpty()) {
      return answer;
    }
    Tree order = decoded(callback.get());
    Map<String, String> values = values(request, version);
    String body = order.value("callbackBody").orElse("");
    String type = order.value("callbackBodyType").orElse("application/x-www-form-urlencoded");
    String filled = filled(body, values, type.contains("json"));
    String said = "";
    for (String url : order.value("callbackUrl").orElse("").split(";", -1)) {
      try {
        return answer.body("application/json", called(url.strip(), type, filled));
      } catch (IOException | IllegalArgumentException e) {
        said = String.valueOf(e.getMessage());
      }
    }
    throw new Refusal("CallbackFailed", "Error status : " + said, "0007-00000203");
  }

  private static String called(String url, String type, String body) throws IOException {
    URI uri = URI.create(url.contains("://") ? url : "http://" + url);
    if (!"127.0.0.1".equals(uri.getHost()) && !"localhost".equals(uri.getHost())) {
      throw new IOException("this server calls nobody but loopback");
    }
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", type);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(connection.getResponseCode() + ".");
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> values(Request request, StoredVersion version) throws Refusal {
    Map<String, String> values = new HashMap<>();
    values.put("bucket", request.target().bucket());
    values.put("object", version.key());
    values.put("etag", version.etag());
    values.put("size", "" + version.length());
    values.put("mimeType", version.headers().getOrDefault("content-type", ""));
    values.put("crc64", version.checksums().getOrDefault(Store.CRC, "0"));
    Optional<String> own =
        request
            .own("callback-var")
            .or(() -> Optional.ofNullable(request.target().query().get("callback-var")));
    if (own.isPresent()) {
      decoded(own.get()).children().forEach(each -> values.put(each.name(), each.text()));
    }
    values.put("store", store.options().region());
    return values;
  }

  private static String filled(String body, Map<String, String> values, boolean json) {
    String template = json ? body : URLDecoder.decode(body, StandardCharsets.UTF_8);
    Matcher variable = VARIABLE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (variable.find()) {
      String value = values.getOrDefault(variable.group(1), "");
      String written =
          json
              ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
              : URLEncoder.encode(value, StandardCharsets.UTF_8);
      variable.appendReplacement(filled, Matcher.quoteReplacement(written));
    }
    return variable.appendTail(filled).toString();
  }

  private static Tree decoded(String base64) throws Refusal {
    try {
      return Tree.json(Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII)))
          .orElseThrow(Callbacks::malformed);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return new Refusal("InvalidArgument", "The callback configuration is not json format.");
  }
}
