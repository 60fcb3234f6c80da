package dev.davit.core.usecase;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes on leases, and remembers the last one and when it was first seen. */
final class LastLease implements CredentialSource {
  private final CredentialSource source;
  private final Clock clock;
  private final Kept kept;

  LastLease(CredentialSource source, Clock clock) {
    this(source, clock, new Kept());
  }

  private LastLease(CredentialSource source, Clock clock, Kept kept) {
    this.source = source;
    this.clock = clock;
    this.kept = kept;
  }

  /** The last lease. */
  private static final class Kept {
    private volatile @Nullable Seen seen;
  }

  private record Seen(Lease<Credential> lease, Instant since) {}

  Optional<Instant> since() {
    return Optional.ofNullable(kept.seen).map(Seen::since);
  }

  Optional<Instant> ends() {
    return Optional.ofNullable(kept.seen).flatMap(seen -> seen.lease().expires());
  }

  @Override
  public Lease<Credential> lease(CredentialScope scope) {
    Lease<Credential> lease = source.lease(scope);
    Seen seen = kept.seen;
    if (seen == null || !seen.lease().equals(lease)) {
      kept.seen = new Seen(lease, clock.instant());
    }
    return lease;
  }

  @Override
  public void expired(Lease<Credential> lease) {
    source.expired(lease);
  }

  @Override
  public Optional<CredentialSource> in(Path file) {
    return source.in(file).map(in -> new LastLease(in, clock, kept));
  }
}
