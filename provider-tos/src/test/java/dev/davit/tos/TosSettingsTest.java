package dev.davit.tos;

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

class TosSettingsTest {

  private static StoreSettings read(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new StoreBuckets<>(new TosProvider()).read(values);
  }

  @Test
  void theProviderIsFound() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream().map(p -> p.type().getName()))
        .contains(TosProvider.class.getName());
  }

  @ParameterizedTest
  @CsvSource({
    "region, cn-beijing, lift.tos-cn-beijing.volces.com, cn-beijing",
    "endpoint, tos-cn-shanghai.ivolces.com, lift.tos-cn-shanghai.ivolces.com, cn-shanghai",
    "endpoint, https://tos-ap-southeast-1.bytepluses.com, lift.tos-ap-southeast-1.bytepluses.com,"
        + " ap-southeast-1",
    "endpoint, lift.tos-cn-beijing.volces.com, lift.tos-cn-beijing.volces.com, cn-beijing",
  })
  void anEndpointAndARegionFollowFromEachOther(
      String name, String value, String host, String region) {
    StoreSettings settings = read(name, value);
    assertThat(settings.region()).isEqualTo(region);
    assertThat(Place.of(settings, false).host()).isEqualTo(host);
  }

  @Test
  void theInternalNetworkIsChosenByName() {
    assertThat(Place.of(read("region", "cn-beijing", "route", "internal"), false).host())
        .isEqualTo("lift.tos-cn-beijing.ivolces.com");
  }

  @ParameterizedTest
  @CsvSource({
    "regoin, x, did you mean \"region\"",
    "endpoint, https://user:pass@host, without path",
    "endpoint, tos-s3-cn-beijing.volces.com, set --endpoint tos-cn-beijing.volces.com",
    "endpoint, tos-s3-cn-beijing.ivolces.com, set --endpoint tos-cn-beijing.ivolces.com",
    "endpoint, lift.tos-s3-cn-beijing.volces.com, or write s3://",
    "endpoint, data.example.com, needs its region",
    "region, Beijing, such as cn-beijing",
    "route, wan, must be one of",
    "callback-type, x, callback-url",
    "sse-kms-key, abc, sse=kms"
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
