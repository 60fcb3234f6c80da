package dev.davit.lane;

import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Presigning;
import dev.davit.core.port.Removal;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UnfinishedUploads;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.support.MultipartSession;
import dev.davit.core.support.PartPlan;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One bucket. */
public final class LaneStorage implements Storage {
  private static final int MAX_KEY = 1023;

  private final Reach reach;
  private final Function<Reach, Abilities> client;
  private final StorageProfile profile;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Abilities abilities;

  /**
   * Makes one; free of network.
   *
   * @param signsBucket whether the bucket precedes the key in what is signed
   * @param client makes the vendor's client, when it is first wanted
   */
  public LaneStorage(
      StoreSettings settings,
      StorageContext context,
      Dialect dialect,
      Signer signer,
      boolean signsBucket,
      Function<Reach, Abilities> client) {
    this.client = client;
    Place place = Place.of(settings, signsBucket);
    Clock clock = context.surroundings().clock();
    CredentialScope scope = new CredentialScope(dialect.scheme(), place.bucket());
    Keys keys =
        settings.anonymous() ? Keys.anonymous(scope) : new Keys(context.credentials(), scope);
    Http http = new Http(settings, dialect, keys, clock, signer);
    Errors errors = new Errors(dialect, place, settings, http);
    StoreCalls calls = new StoreCalls(settings, dialect, place, http, errors);
    reach = new Reach(settings, dialect, place, http, errors, calls);
    profile =
        new StorageProfile(
            identity(settings, dialect, place),
            settings.maxObject(),
            MAX_KEY,
            MAX_KEY,
            EnumSet.allOf(Overwrite.class),
            Set.of(DigestAlgorithm.CRC64_ECMA));
  }

  /** Bucket names are unique at the service: its many endpoints are one place. */
  private static String identity(StoreSettings settings, Dialect dialect, Place place) {
    boolean own = Place.asPath(settings.endpoint());
    return dialect.scheme()
        + "://"
        + (own ? Place.hostHeader(settings.endpoint()) + "/" : "")
        + place.bucket();
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    StoreSettings settings = reach.settings();
    long whole = Math.min(2 * settings.partLength(), settings.limits().maxLength());
    if (request.length() <= whole) {
      return MultipartSession.whole(request, reach.calls());
    }
    PartPlan plan = PartPlan.of(request.length(), settings.partLength(), settings.limits());
    return MultipartSession.parts(request, plan, reach.calls());
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    return MultipartSession.resume(reach.dialect().scheme(), request, token, reach.calls());
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return reach.calls().find(key);
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    if (facet == Presigning.class) {
      return Optional.of(facet.cast(new Links(reach)));
    }
    if (facet == ServerCopy.class) {
      return Optional.of(facet.cast(new Copying(reach)));
    }
    return facet == Listing.class || facet == Removal.class || facet == UnfinishedUploads.class
        ? Optional.of(facet.cast(abilities()))
        : Optional.empty();
  }

  private Abilities abilities() {
    Abilities made = abilities;
    if (made != null) {
      return made;
    }
    lock.lock();
    try {
      made = abilities;
      if (made == null) {
        made = client.apply(reach);
        abilities = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Abilities made = abilities;
    if (made != null) {
      made.close();
    }
    reach.http().close();
  }
}
