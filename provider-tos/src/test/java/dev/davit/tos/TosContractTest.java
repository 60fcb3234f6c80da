package dev.davit.tos;

import dev.davit.testkit.server.osstos.StoreContract;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;

class TosContractTest extends StoreContract {
  TosContractTest() {
    super(
        StoreServer.tos(StoreOptions.defaults().withMinPartBytes(1)), new TosProvider());
  }
}
