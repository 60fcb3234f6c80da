package dev.davit.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.StorageProvider;
import dev.davit.lane.Place;
import dev.davit.lane.StoreSettings;
import dev.davit.testkit.server.osstos.StoreBuckets;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OssSettingsTest {

  private static StoreSettings read(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new StoreBuckets<>(new OssProvider()).read(values);
  }

  @Test
  void theProviderIsFound() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream().map(p -> p.type().getName()))
        .contains(OssProvider.class.getName());
  }

  @ParameterizedTest
  @CsvSource({
    "region, cn-beijing, lift.oss-cn-beijing.aliyuncs.com, cn-beijing",
    "region, oss-cn-beijing, lift.oss-cn-beijing.aliyuncs.com, cn-beijing",
    "endpoint, oss-cn-hangzhou.aliyuncs.com, lift.oss-cn-hangzhou.aliyuncs.com, cn-hangzhou",
    "endpoint, https://oss-cn-hangzhou-internal.aliyuncs.com,"
        + " lift.oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou",
    "endpoint, lift.oss-ap-southeast-1.aliyuncs.com, lift.oss-ap-southeast-1.aliyuncs.com,"
        + " ap-southeast-1",
  })
  void anEndpointAndARegionFollowFromEachOther(
      String name, String value, String host, String region) {
    StoreSettings settings = read(name, value);
    assertThat(settings.region()).isEqualTo(region);
    assertThat(Place.of(settings, true).host()).isEqualTo(host);
  }

  @Test
  void otherNetworksAndDomainsOfOnesOwn() {
    assertThat(Place.of(read("region", "cn-beijing", "route", "internal"), true).host())
        .isEqualTo("lift.oss-cn-beijing-internal.aliyuncs.com");
    assertThat(Place.of(read("region", "cn-beijing", "route", "accelerate"), true).host())
        .isEqualTo("lift.oss-accelerate.aliyuncs.com");
    assertThat(
            Place.of(
                    read("region", "cn-beijing", "endpoint", "data.example.com", "cname", "true"),
                    true)
                .host())
        .isEqualTo("data.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "regoin, x, did you mean \"region\"",
    "endpoint, https://user:pass@host, without path",
    "endpoint, https://host/path, without path",
    "endpoint, oss-accelerate.aliyuncs.com, needs its region",
    "region, Beijing, such as cn-beijing",
    "route, wan, must be one of",
    "callback-body, x=1, callback-url",
    "traffic-limit, 1k, from 100K to 100M",
    "sse-kms-key, abc, sse=KMS",
    "acl, 'a\u00e9', plain text"
  })
  void aWrongSettingIsNamed(String name, String value, String says) {
    String region = name.equals("endpoint") || name.equals("region") ? name : "region";
    String here = region.equals(name) ? value : "cn-beijing";
    assertThatThrownBy(() -> read(name, value, region, here))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("pass@");
  }
}
