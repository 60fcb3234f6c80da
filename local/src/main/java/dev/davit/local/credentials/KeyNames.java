package dev.davit.local.credentials;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Under which names environment variables hold keys, in the order in which they are tried.
 *
 * @param id of the public half; empty for a bare token
 * @param secret of the secret half
 * @param token of the session token
 */
record KeyNames(String id, String secret, String token) {
  private static final List<KeyNames> ALIYUN =
      List.of(
          new KeyNames("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"),
          new KeyNames(
              "ALIBABA_CLOUD_ACCESS_KEY_ID",
              "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
              "ALIBABA_CLOUD_SECURITY_TOKEN"),
          new KeyNames("ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET", "ALIYUN_SECURITY_TOKEN"),
          new KeyNames(
              "ALIBABACLOUD_ACCESS_KEY_ID",
              "ALIBABACLOUD_ACCESS_KEY_SECRET",
              "ALIBABACLOUD_SECURITY_TOKEN"),
          new KeyNames(
              "ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECURITY_TOKEN"),
          new KeyNames("ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"),
          new KeyNames("oss.accessKeyId", "oss.accessKeySecret", "oss.sessionToken"),
          new KeyNames(
              "alibabacloud.accessKeyId",
              "alibabacloud.accessKeySecret",
              "alibabacloud.sessionToken"));
  private static final List<KeyNames> VOLCENGINE =
      List.of(
          new KeyNames("TOS_ACCESS_KEY", "TOS_SECRET_KEY", "TOS_SECURITY_TOKEN"),
          new KeyNames("TOS_ACCESS_KEY_ID", "TOS_SECRET_ACCESS_KEY", "TOS_SESSION_TOKEN"),
          new KeyNames("TOS_AK", "TOS_SK", "TOS_TOKEN"),
          new KeyNames(
              "VOLC_TOS_ACCESS_KEY_ID", "VOLC_TOS_SECRET_ACCESS_KEY", "VOLC_TOS_SESSION_TOKEN"),
          new KeyNames("VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN"),
          new KeyNames(
              "VOLCENGINE_ACCESS_KEY_ID",
              "VOLCENGINE_ACCESS_KEY_SECRET",
              "VOLCENGINE_SESSION_TOKEN"));
  private static final List<KeyNames> AWS =
      List.of(new KeyNames("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"));
  private static final List<KeyNames> CLOUDDRIVE =
      List.of(
          new KeyNames("", "CLOUDDRIVE_TOKEN", ""),
          new KeyNames("CLOUDDRIVE_USER", "CLOUDDRIVE_PASSWORD", "CLOUDDRIVE_TOTP"));
  private static final Map<String, List<KeyNames>> OF_VENDORS =
      Map.of("oss", ALIYUN, "tos", VOLCENGINE, "s3", AWS, "clouddrive", CLOUDDRIVE);

  /** Returns the names for a scheme: Davit's own first, then its vendor's. */
  static List<KeyNames> of(String scheme) {
    String own = "DAVIT_" + scheme.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_";
    return Stream.concat(
            Stream.of(
                new KeyNames(
                    own + "ACCESS_KEY_ID", own + "ACCESS_KEY_SECRET", own + "SESSION_TOKEN"),
                new KeyNames("", own + "TOKEN", "")),
            OF_VENDORS.getOrDefault(scheme, List.of()).stream())
        .toList();
  }
}
