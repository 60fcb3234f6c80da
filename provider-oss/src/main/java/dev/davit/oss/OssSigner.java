package dev.davit.oss;

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
import java.util.TreeMap;

/**
 * Signs with version 4
 * (help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4). The payload is
 * never signed: the service takes nothing else.
 */
final class OssSigner implements Signer {
  private static final String ALGORITHM = "OSS4-HMAC-SHA256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String END = "aliyun_v4_request";

  private final String region;
  private final Moments moments = new Moments();

  OssSigner(String region) {
    this.region = region;
  }

  @Override
  public void sign(Key key, Instant now, Target target, SortedMap<String, String> headers) {
    Optional<Credential.KeyPair> pair = key.pair();
    if (pair.isEmpty()) {
      return;
    }
    Moments.Moment moment = moments.of(now);
    headers.put("x-oss-content-sha256", UNSIGNED);
    headers.put("x-oss-date", moment.time());
    Optional<Secret> token = pair.get().sessionToken();
    if (token.isPresent()) {
      headers.put("x-oss-security-token", token.get().reveal());
    }
    headers.put(
        "authorization",
        ALGORITHM
            + " Credential="
            + pair.get().accessKeyId()
            + "/"
            + scope(moment)
            + ",Signature="
            + signature(key, moment, canonical(target, target.query(), headers)));
  }

  @Override
  public String presigned(Key key, Instant now, Target target, Duration validity) {
    Credential.KeyPair pair = key.pair().orElseThrow();
    Moments.Moment moment = moments.of(now);
    StringBuilder query = new StringBuilder();
    query.append("x-oss-credential=");
    query.append(Encoding.query(pair.accessKeyId() + "/" + scope(moment)));
    query.append("&x-oss-date=").append(moment.time());
    query.append("&x-oss-expires=").append(validity.toSeconds());
    pair.sessionToken()
        .ifPresent(
            token -> query.append("&x-oss-security-token=").append(Encoding.query(token.reveal())));
    query.append("&x-oss-signature-version=").append(ALGORITHM);
    String canonical = canonical(target, query.toString(), new TreeMap<>());
    return query + "&x-oss-signature=" + signature(key, moment, canonical);
  }

  private String scope(Moments.Moment moment) {
    return moment.day() + "/" + region + "/oss/" + END;
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
    return Hashes.hmacHex(key.signingKey("aliyun_v4", moment.day(), region, "oss", END), text);
  }

  /** Signs what is the service's own, and the type and digest of the content. */
  private static String canonical(Target target, String query, SortedMap<String, String> headers) {
    StringBuilder text = new StringBuilder(512);
    text.append(target.method()).append('\n').append(target.resource()).append('\n');
    text.append(query).append('\n');
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      if (name.startsWith("x-oss-") || name.equals("content-type") || name.equals("content-md5")) {
        text.append(name).append(':').append(header.getValue().strip()).append('\n');
      }
    }
    return text.append("\n\n").append(UNSIGNED).toString();
  }
}
