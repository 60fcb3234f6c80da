package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.proxy.ProxyServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes storages that post to loopback, and forms as a service of the workspace signs them. */
final class Posts {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Posts() {}

  static Storage proxy(ProxyServer server, Map<String, String> more, CredentialSource source) {
    return connect(new ProxyProvider(), "proxy://here", server.upload().toString(), more, source);
  }

  static Storage form(StoreServer server, CredentialSource source) {
    String endpoint = server.endpoint() + "/lift";
    return connect(new FormProvider(), "form://here", endpoint, Map.of(), source);
  }

  private static Storage connect(
      StorageProvider<FormSettings> provider,
      String destination,
      String endpoint,
      Map<String, String> more,
      CredentialSource source) {
    Map<String, String> values = new HashMap<>(more);
    values.put("endpoint", endpoint);
    Settings settings = new Settings(Destination.parse(destination), values);
    FormSettings read = provider.read(settings);
    settings.end();
    return provider.connect(read, new StorageContext(Surroundings.real(), source));
  }

  static CredentialSource token() {
    return lending(
        Lease.lasting(new Credential.Bearer(Secret.of(ProxyServer.CREDENTIAL)), "the test"));
  }

  static CredentialSource lending(Lease<Credential> lease) {
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return lease;
      }

      @Override
      public void expired(Lease<Credential> refused) {
        // nobody renews it
      }
    };
  }

  /** Signs a form as TOS specifies it: the policy, with a key of the day. */
  static Map<String, String> signed(StoreServer server, String dir, Instant end) {
    String date = BASIC.format(Instant.now());
    String day = date.substring(0, 8);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("x-tos-algorithm", "TOS4-HMAC-SHA256");
    fields.put("x-tos-date", date);
    fields.put(
        "x-tos-credential",
        StoreServer.CREDENTIAL.accessKeyId() + "/" + day + "/" + server.region() + "/tos/request");
    StringBuilder policy = new StringBuilder("{\"expiration\":\"" + end + "\",\"conditions\":[");
    policy.append("{\"bucket\":\"lift\"},[\"starts-with\",\"$key\",\"").append(dir).append("\"]");
    fields.forEach((name, value) ->
        policy.append(",{\"").append(name).append("\":\"").append(value).append("\"}"));
    policy.append(",[\"content-length-range\",0,10485760]]}");
    String base64 =
        Base64.getEncoder().encodeToString(policy.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = StoreServer.CREDENTIAL.secretKey().getBytes(StandardCharsets.UTF_8);
    for (String step : new String[] {day, server.region(), "tos", "request", base64}) {
      key = hmac(key, step);
    }
    fields.put("policy", base64);
    fields.put("x-tos-signature", HexFormat.of().formatHex(key));
    return fields;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
