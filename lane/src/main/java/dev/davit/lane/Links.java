package dev.davit.lane;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.port.Presigning;
import java.net.URI;
import java.time.Duration;

/** Makes links that prove by themselves who made them. */
final class Links implements Presigning {
  private static final Duration WEEK = Duration.ofDays(7);

  private final Reach reach;

  Links(Reach reach) {
    this.reach = reach;
  }

  @Override
  public Duration longestValidity() {
    return WEEK;
  }

  @Override
  public URI presign(ObjectKey key, Duration validity) {
    if (!validity.isPositive() || validity.compareTo(WEEK) > 0) {
      throw new IllegalArgumentException("a link is valid for up to 7 days, not " + validity);
    }
    Http http = reach.http();
    Key signing = http.key();
    if (signing.pair().isEmpty()) {
      throw new Unsupported(
          reach.errors().where("Presign", key.value()), "anonymous access cannot sign links");
    }
    Target target = reach.place().target("GET", key.value(), "");
    String query = http.signer().presigned(signing, http.clock().now(), target, validity);
    return URI.create(target.root().scheme() + "://" + target.host() + target.path() + "?" + query);
  }
}
