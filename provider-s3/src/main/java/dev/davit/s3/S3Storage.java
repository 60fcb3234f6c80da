package dev.davit.s3;

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
import dev.davit.core.port.RequestForecast;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.ServerTime;
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
import org.jspecify.annotations.Nullable;

/** One bucket. */
final class S3Storage implements Storage {
  private static final int MAX_KEY = 1024;

  private final S3Settings settings;
  private final StorageContext context;
  private final StorageProfile profile;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Connection connection;

  S3Storage(S3Settings settings, StorageContext context) {
    this.settings = settings;
    this.context = context;
    profile = profile(settings);
  }

  /** What is made when the bucket is first wanted: its region may have to be asked for. */
  private record Connection(
      Bucket bucket, S3Http http, S3Control control, S3Calls calls, S3Abilities abilities) {}

  private static StorageProfile profile(S3Settings settings) {
    Service service = settings.service();
    Set<Overwrite> modes = EnumSet.of(Overwrite.REPLACE);
    if (service.conditionalCreate()) {
      modes.add(Overwrite.ONLY_IF_ABSENT);
    }
    Check check = service.checks().getFirst();
    boolean told = check.returned() || service.etagIsMd5();
    return new StorageProfile(
        identity(settings),
        Math.min(service.maxObject(), service.parts().maxLength() * service.parts().maxParts()),
        MAX_KEY,
        MAX_KEY,
        modes,
        told ? Set.of(check.algorithm()) : Set.<DigestAlgorithm>of());
  }

  /** Amazon's bucket names are unique in the world, others' within the service. */
  private static String identity(S3Settings settings) {
    String host =
        settings
            .endpoint()
            .filter(endpoint -> settings.service().endpoint().isEmpty())
            .map(endpoint -> Bucket.hostHeader(endpoint) + "/")
            .orElse("");
    return "s3://" + host + settings.destination().container();
  }

  private Connection connection() {
    Connection made = connection;
    if (made != null) {
      return made;
    }
    lock.lock();
    try {
      made = connection;
      if (made == null) {
        made = connect();
        connection = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private Connection connect() {
    Bucket bucket = Bucket.of(settings);
    Clock clock = context.surroundings().clock();
    CredentialScope scope = new CredentialScope("s3", bucket.name());
    Keys keys =
        settings.anonymous()
            ? Keys.anonymous(scope, clock)
            : new Keys(context.credentials(), scope, settings.profile(), clock);
    S3Http http = new S3Http(settings, keys, clock, new S3Signer(bucket.region()));
    S3Errors errors = new S3Errors(bucket, http);
    S3Control control = new S3Control(bucket, http, errors);
    Checks checks = new Checks(settings.service().checks());
    S3Calls calls = new S3Calls(settings, bucket, http, errors, control, checks);
    return new Connection(
        bucket, http, control, calls, new S3Abilities(settings, bucket, http, control, calls));
  }

  @Override
  public StorageProfile profile() {
    return profile;
  }

  @Override
  public UploadSession open(UploadRequest request) {
    S3Calls calls = connection().calls();
    return request.length() <= wholeUpTo()
        ? MultipartSession.whole(request, calls)
        : MultipartSession.parts(request, plan(request), calls);
  }

  /** Two parts gain nothing over one request. */
  private long wholeUpTo() {
    return Math.min(2 * settings.partLength(), settings.service().parts().maxLength());
  }

  private PartPlan plan(UploadRequest request) {
    return PartPlan.of(request.length(), settings.partLength(), settings.service().parts());
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    return MultipartSession.resume("s3", request, token, connection().calls());
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return connection().calls().find(key);
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    if (facet == RequestForecast.class) {
      return Optional.of(facet.cast((RequestForecast) this::requests));
    }
    Set<Class<?>> all =
        Set.of(
            Listing.class,
            Removal.class,
            Presigning.class,
            ServerCopy.class,
            ServerTime.class,
            UnfinishedUploads.class);
    return all.contains(facet)
        ? Optional.of(facet.cast(connection().abilities()))
        : Optional.empty();
  }

  /** Several parts are begun and completed too. */
  private long requests(long length) {
    return length <= wholeUpTo()
        ? 1
        : 2 + PartPlan.of(length, settings.partLength(), settings.service().parts()).parts();
  }

  @Override
  public void close() {
    Connection made = connection;
    if (made != null) {
      made.control().close();
      made.http().close();
    }
  }
}
