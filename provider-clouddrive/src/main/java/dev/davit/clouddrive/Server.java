package dev.davit.clouddrive;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Empty;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc.CloudDriveFileSrvBlockingStub;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc.CloudDriveFileSrvFutureStub;
import dev.davit.clouddrive.wire.CloudDriveFileSrvGrpc.CloudDriveFileSrvStub;
import dev.davit.clouddrive.wire.CloudDriveSystemInfo;
import dev.davit.clouddrive.wire.GetTokenRequest;
import dev.davit.clouddrive.wire.JWTToken;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A CloudDrive2 server that we are signed in to. Safe for use by any number of threads. */
final class Server implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Duration GREETING = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final ClouddriveSettings settings;
  private final CredentialSource credentials;
  private final CredentialScope scope;
  private final InstantSource clock;
  private final Transport transport;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ManagedChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable SignedIn signedIn;
  private volatile boolean accepted;

  private record SignedIn(Lease<Credential> with, String token) {}

  private Server(ClouddriveSettings settings, CredentialSource credentials, InstantSource clock) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = clock;
    scope = new CredentialScope("clouddrive", settings.destination().container());
    transport = new Transport(settings);
    channel = transport.channel(executor);
  }

  /**
   * Connects, asks whether the server is well, and signs in.
   *
   * @param clock of which a one-time code is computed
   * @throws SettingsException if there is no credential, or the server refuses it
   * @throws Unusable if the server is not there, not ready, or not what it should be
   */
  static Server connect(
      ClouddriveSettings settings, CredentialSource credentials, InstantSource clock) {
    Server server = new Server(settings, credentials, clock);
    try {
      server.greet();
      String unused = server.token();
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  private void greet() {
    CloudDriveSystemInfo info;
    try {
      info =
          timed(CloudDriveFileSrvGrpc.newBlockingStub(channel), GREETING)
              .getSystemInfo(Empty.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      throw e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? tooOld("GetSystemInfo")
          : transport.unreachable(e);
    }
    if (info.getHasError() || !info.getSystemReady()) {
      throw notReady("is not ready: " + ClouddriveErrors.shortened(info.getSystemMessage()));
    }
    if (!info.getIsLogin()) {
      throw notReady(
          "is not signed in to its CloudDrive account; open its web page and sign in there");
    }
  }

  private Unusable notReady(String why) {
    return new Unusable(
        ClouddriveErrors.where("GetSystemInfo", ""), settings.identity() + " " + why, null);
  }

  /** Returns what to say of a server that knows none of the calls that it should. */
  Unusable tooOld(String operation) {
    return new Unusable(
        ClouddriveErrors.where(operation, ""),
        settings.identity()
            + " is too old: it does not know "
            + operation
            + "; update CloudDrive2 to 0.9.24 or newer",
        null);
  }

  private String token() {
    SignedIn known = signedIn;
    if (known != null) {
      return known.token();
    }
    lock.lock();
    try {
      known = signedIn;
      if (known == null) {
        Lease<Credential> lease = credentials.lease(scope);
        known = new SignedIn(lease, signIn(lease.value()));
        signedIn = known;
      }
      return known.token();
    } finally {
      lock.unlock();
    }
  }

  private String signIn(Credential credential) {
    return switch (credential) {
      case Credential.Bearer bearer -> bearer.token().reveal();
      case Credential.KeyPair pair -> signIn(pair);
      case Credential.Form ignored ->
          throw new SettingsException(settings.identity() + " takes a token, and no signed form");
      case Credential.Anonymous ignored ->
          throw new SettingsException(settings.identity() + " lets nobody in without a token");
    };
  }

  private String signIn(Credential.KeyPair pair) {
    GetTokenRequest.Builder request =
        GetTokenRequest.newBuilder()
            .setUserName(pair.accessKeyId())
            .setPassword(pair.secret().reveal());
    pair.sessionToken()
        .ifPresent(factor -> request.setTotpCode(OneTimeCode.of(factor, clock.instant())));
    try {
      JWTToken answer =
          timed(CloudDriveFileSrvGrpc.newBlockingStub(channel), GREETING).getToken(request.build());
      if (!answer.getSuccess()) {
        throw refusedCredential("user " + pair.accessKeyId(), answer.getErrorMessage());
      }
      return answer.getToken();
    } catch (StatusRuntimeException e) {
      throw switch (e.getStatus().getCode()) {
        case UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT, NOT_FOUND ->
            refusedCredential("user " + pair.accessKeyId(), e.getStatus().getDescription());
        default -> ClouddriveErrors.of("GetToken", pair.accessKeyId(), e);
      };
    }
  }

  private SettingsException refusedCredential(String which, @Nullable String words) {
    return new SettingsException(
        settings.identity()
            + " does not accept the "
            + which
            + (words == null || words.isEmpty() ? "" : ": " + ClouddriveErrors.shortened(words))
            + "; check the credentials");
  }

  /** Makes a call and waits for its answer. */
  <T> T call(String operation, String object, Function<CloudDriveFileSrvBlockingStub, T> call) {
    return call(operation, object, settings.callTimeout(), call);
  }

  /** Makes a call and waits for its answer, but not longer than told. */
  <T> T call(
      String operation,
      String object,
      Duration timeout,
      Function<CloudDriveFileSrvBlockingStub, T> call) {
    String token = token();
    try {
      T answer =
          call.apply(timed(signed(CloudDriveFileSrvGrpc.newBlockingStub(channel), token), timeout));
      accepted = true;
      return answer;
    } catch (StatusRuntimeException e) {
      throw failed(operation, object, e, token);
    }
  }

  /** Makes a call and does not wait. What its future fails with is for {@link #failed}. */
  <T> ListenableFuture<T> send(Function<CloudDriveFileSrvFutureStub, ListenableFuture<T>> call) {
    return call.apply(
        timed(
            signed(CloudDriveFileSrvGrpc.newFutureStub(channel), token()), settings.callTimeout()));
  }

  /** Returns a stub for streams, which may last as long as they like. */
  CloudDriveFileSrvStub streaming() {
    return signed(CloudDriveFileSrvGrpc.newStub(channel), token());
  }

  /** Returns the verdict on a call that failed. */
  StorageException failed(String operation, String object, StatusRuntimeException e) {
    SignedIn known = signedIn;
    return failed(operation, object, e, known == null ? "" : known.token());
  }

  private StorageException failed(
      String operation, String object, StatusRuntimeException e, String token) {
    if (e.getStatus().getCode() == Status.Code.UNAUTHENTICATED && !renewable(token)) {
      throw refusedCredential("token", e.getStatus().getDescription());
    }
    return ClouddriveErrors.of(operation, object, e);
  }

  /** Forgets a token that was refused; tells whether there may be another. */
  private boolean renewable(String token) {
    lock.lock();
    try {
      SignedIn known = signedIn;
      if (known == null || !known.token().equals(token)) {
        return true; // somebody else was faster
      }
      Credential before = known.with().value();
      if (!accepted && before instanceof Credential.Bearer) {
        return false; // it was never any good
      }
      signedIn = null;
      credentials.expired(known.with());
      return before instanceof Credential.KeyPair
          || !credentials.lease(scope).value().equals(before);
    } finally {
      lock.unlock();
    }
  }

  private static <S extends AbstractStub<S>> S timed(S stub, Duration timeout) {
    return stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static <S extends AbstractStub<S>> S signed(S stub, String token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    // A server that restarts is waited for, as long as the call may take; only what it had taken
    // fails.
    return stub.withWaitForReady()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = channel.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    executor.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
