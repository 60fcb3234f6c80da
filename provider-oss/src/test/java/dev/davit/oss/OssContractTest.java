package dev.davit.oss;

import dev.davit.testkit.server.osstos.StoreContract;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;

class OssContractTest extends StoreContract {
  OssContractTest() {
    super(
        StoreServer.oss(StoreOptions.defaults().withMinPartBytes(1)), new OssProvider());
  }
}
