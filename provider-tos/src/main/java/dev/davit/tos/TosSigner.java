package dev.davit.tos;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Secret;
import dev.davit.lane.Encoding;
import dev.davit.lane.Hashes;
import dev.davit.lane.Key;
import dev.davit.lane.Moments;
import dev.davit.lane.Signer;
import dev.davit.lane.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Signs with TOS4-HMAC-SHA256 (volcengine.com/docs/6349/74839). As the vendor's own client does, a
 * request that names no digest of its content is signed with that of no content.
 */
final class TosSigner implements Signer {
  private static final String ALGORITHM = "TOS4-HMAC-SHA256";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final String region;
  private final Moments moments = new Moments();

  TosSigner(String region) {
    this.region = region;
  }

  @Override
  public void sign(Key key, Instant now, Target target, SortedMap<String, String> headers) {
    Optional<Credential.KeyPair> pair = key.pair();
    if (pair.isEmpty()) {
      return;
    }
    Moments.Moment moment = moments.of(now);
    headers.put("x-tos-date", moment.time());
    Optional<Secret> token = pair.get().sessionToken();
    if (token.isPresent()) {
      headers.put("x-tos-security-token", token.get().reveal());
    }
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder(256);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      if (name.startsWith("x-tos-") || name.equals("host") || name.equals("content-type")) {
        names.append(names.isEmpty() ? "" : ";").append(name);
        values.append(name).append(':').append(header.getValue().strip()).append('\n');
      }
    }
    String canonical = canonical(target, target.query(), values, names, EMPTY);
    headers.put(
        "authorization",
        ALGORITHM
            + " Credential="
            + pair.get().accessKeyId()
            + "/"
            + scope(moment)
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature(key, moment, canonical));
  }

  @Override
  public String presigned(Key key, Instant now, Target target, Duration validity) {
    Credential.KeyPair pair = key.pair().orElseThrow();
    Moments.Moment moment = moments.of(now);
    StringBuilder query = new StringBuilder("X-Tos-Algorithm=").append(ALGORITHM);
    query.append("&X-Tos-Credential=");
    query.append(Encoding.query(pair.accessKeyId() + "/" + scope(moment)));
    query.append("&X-Tos-Date=").append(moment.time());
    query.append("&X-Tos-Expires=").append(validity.toSeconds());
    pair.sessionToken()
        .ifPresent(
            token -> query.append("&X-Tos-Security-Token=").append(Encoding.query(token.reveal())));
    query.append("&X-Tos-SignedHeaders=host");
    String values = "host:" + target.host() + "\n";
    String canonical = canonical(target, query, values, "host", "UNSIGNED-PAYLOAD");
    return query + "&X-Tos-Signature=" + signature(key, moment, canonical);
  }

  private String scope(Moments.Moment moment) {
    return moment.day() + "/" + region + "/tos/request";
  }

  private String signature(Key key, Moments.Moment moment, String canonical) {
    String text =
        ALGORITHM
            + "\n"
            + moment.time()
            + "\n"
            + scope(moment)
            + "\n"
            + Hashes.sha256Hex(canonical);
    return Hashes.hmacHex(key.signingKey("", moment.day(), region, "tos", "request"), text);
  }

  private static String canonical(
      Target target, CharSequence query, CharSequence headers, CharSequence names, String payload) {
    return target.method()
        + "\n"
        + target.resource()
        + "\n"
        + query
        + "\n"
        + headers
        + "\n"
        + names
        + "\n"
        + payload;
  }
}
