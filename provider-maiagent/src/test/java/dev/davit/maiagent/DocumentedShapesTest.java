package dev.davit.maiagent;

import dev.davit.testkit.server.maiagent.MaiAgentOptions;

/** The other spellings and shapes that the documents have, and a search that does not search. */
class DocumentedShapesTest extends MaiAgentContractTest {
  @Override
  MaiAgentOptions options() {
    return super.options().asDocumented().withoutSearch();
  }
}
