package dev.davit.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.SettingsException;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.proxy.ProxyServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TOS that checks policies and signatures, and a proxy, and what both may say. */
class FormDestinationTest {
  private static final byte[] SMALL = "some bytes".getBytes(StandardCharsets.UTF_8);
  private StoreServer tos;
  private ProxyServer proxy;

  @BeforeEach
  void start() {
    tos = StoreServer.tos(StoreOptions.defaults());
    tos.createBucket("lift");
    proxy = ProxyServer.start("uploads/");
  }

  @AfterEach
  void stop() {
    assertThat(tos.loopback().surprises()).isEmpty();
    assertThat(proxy.loopback().surprises()).isEmpty();
    tos.close();
    proxy.close();
  }

  private Storage form(Instant end) {
    Map<String, Secret> fields = new LinkedHashMap<>();
    Posts.signed(tos, "uploads/", end).forEach((name, value) -> fields.put(name, Secret.of(value)));
    return Posts.form(
        tos, Posts.lending(Lease.until(new Credential.Form(fields), "the test", end)));
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(600);
  }

  private static StoredObject put(Storage storage, String key, byte[] content) throws Exception {
    return Uploads.store(storage, UploadRequest.of(ObjectKey.of(key), content.length), content);
  }

  private static StorageException refused(Storage storage, String key) {
    try {
      throw new AssertionError("was stored: " + put(storage, key, SMALL));
    } catch (StorageException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSignedFormStoresAndTheChecksumIsCompared() throws Exception {
    try (Storage storage = form(soon())) {
      for (byte[] content : new byte[][] {SMALL, new byte[0], new byte[3 << 20]}) {
        StoredObject stored = put(storage, "uploads/dür/a b+\"c\" 中.txt", content);
        assertThat(stored.digest(DigestAlgorithm.CRC64_ECMA)).isPresent();
        assertThat(
                tos.bucket("lift")
                    .object("uploads/dür/a b+\"c\" 中.txt")
                    .orElseThrow()
                    .content()
                    .bytes())
            .isEqualTo(content);
      }
      tos.faults().on().times(1).withHeader("x-tos-hash-crc64ecma", "42");
      assertThat(refused(storage, "uploads/x"))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("CRC64_ECMA differs");
      tos.faults().on().times(1).okWithHtml();
      assertThat(refused(storage, "uploads/x")).isInstanceOf(Transient.class);
      assertThatThrownBy(() -> storage.find(ObjectKey.of("uploads/x")))
          .isInstanceOf(StorageException.Unsupported.class)
          .hasMessageContaining("set read-host");
    }
  }

  @Test
  void whatThePolicyDoesNotAllowIsDenied() {
    try (Storage storage = form(soon())) {
      assertThat(refused(storage, "elsewhere/x"))
          .isInstanceOfSatisfying(
              Denied.class, e -> assertThat(e.reason()).isEqualTo(Denied.Reason.FORBIDDEN))
          .hasMessageContaining("for which folder");
    }
    try (Storage storage = form(Instant.now().minusSeconds(5))) {
      assertThat(refused(storage, "uploads/x"))
          .isInstanceOfSatisfying(
              Denied.class, e -> assertThat(e.reason()).isEqualTo(Denied.Reason.EXPIRED));
    }
  }

  @Test
  void aProxyStoresWhatItsCredentialIsFor() throws Exception {
    try (Storage storage = Posts.proxy(proxy, Map.of(), Posts.token())) {
      put(storage, "uploads/dir/a b+中.txt", SMALL);
      assertThat(proxy.file("uploads/dir/a b+中.txt")).hasValue(SMALL);
      assertThat(refused(storage, "elsewhere/x")).isInstanceOf(Denied.class);
      proxy.accept(ProxyServer.CREDENTIAL, Instant.now().minusSeconds(1));
      assertThat(refused(storage, "uploads/x"))
          .isInstanceOfSatisfying(
              Denied.class, e -> assertThat(e.reason()).isEqualTo(Denied.Reason.EXPIRED));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"data":{"key":"uploads/other"}}     | Rejected  | stored it as "uploads/other"
          200 | {"data":{"key":"base/uploads/x"}}    |           |
          200 | {"data":{}}                          | Transient | no "data.key"
          200 | <html>log in</html>                  | Transient | no "data.key"
          201 | {"data":{"key":"uploads/x"}}         | Transient | 201
          403 | {"message":"credential expired"}     | Denied    | credential expired
          404 | {}                                   | Missing   | takes forms
          413 | {"message":"too large"}              | Rejected  | too large
          429 | {}                                   | Transient | 429
          302 | {}                                   | Unusable  | redirects are not followed
          500 | {"message":"out of order"}           | Transient | out of order
          """)
  void everyAnswerHasItsVerdict(int status, String body, String verdict, String says)
      throws Exception {
    proxy
        .faults()
        .on(Operation.POST_OBJECT)
        .raise(new Fault.Replacement(status, "application/json", body));
    try (Storage storage = Posts.proxy(proxy, Map.of(), Posts.token())) {
      if (verdict == null) {
        assertThat(put(storage, "uploads/x", SMALL).length()).isEqualTo(SMALL.length);
      } else {
        StorageException seen = refused(storage, "uploads/x");
        assertThat(seen.getClass().getSimpleName()).isEqualTo(verdict);
        assertThat(seen).hasMessageContaining(says);
      }
      assertThat(proxy.counters().requests()).as("nothing is repeated").isEqualTo(1);
    }
  }

  @Test
  void noSecretIsEverSaid() {
    String body = "{\"message\":\"" + ProxyServer.CREDENTIAL + " is wrong\"}";
    proxy.faults().on().raise(new Fault.Replacement(400, "application/json", body));
    try (Storage storage = Posts.proxy(proxy, Map.of(), Posts.token())) {
      StringWriter text = new StringWriter();
      StorageException seen = refused(storage, "uploads/x");
      seen.printStackTrace(new PrintWriter(text));
      assertThat(seen).isInstanceOf(Rejected.class);
      assertThat(text.toString()).contains("*** is wrong").doesNotContain("local_credential");
    }
    assertThat(new Credential.Form(Map.of("policy", Secret.of("signed"))).toString())
        .doesNotContain("signed");
  }

  @Test
  void aCredentialOfAnotherKindIsNamed() {
    try (Storage storage = Posts.form(tos, Posts.token())) {
      assertThatThrownBy(() -> put(storage, "uploads/x", SMALL))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("a \"policy\" among them, and the test holds something else");
    }
    assertThatThrownBy(
            () -> Posts.proxy(proxy, Map.of("read-host", "https://me:secret@x"), Posts.token()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("without user")
        .hasMessageNotContaining("secret");
  }
}
