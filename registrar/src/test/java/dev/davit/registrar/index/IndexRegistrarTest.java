package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Registrar.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRegistrarTest {
  private static final Instant NOW = Instant.parse("2026-05-20T02:00:00Z");

  @TempDir Path folder;
  private Fixture f;
  private IndexRegistrar registrar;

  @BeforeEach
  void open() {
    f = new Fixture(folder, NOW);
    registrar = new IndexRegistrar(f.session, "s3://bucket");
  }

  @AfterEach
  void close() {
    f.close();
  }

  private Registration registration(
      String path, int content, Instant at, Map<String, String> more) {
    byte[] digest = new byte[32];
    digest[0] = (byte) content;
    return new Registration(
        path + content,
        registrar.name(),
        RelativePath.of(path),
        ObjectKey.of("prefix/" + path),
        7,
        new Digest(DigestAlgorithm.SHA256, digest),
        at,
        more);
  }

  @Test
  void deliveredUploadsAreInTheIndexOnce() {
    List<Registration> batch =
        List.of(
            registration(
                "a.yaml", 1, NOW.minusSeconds(2), IndexRegistrar.attributes(OptionalInt.of(3))),
            registration("b.log", 1, NOW.minusSeconds(1), Map.of("turn", "2")));
    for (int i = 0; i < 2; i++) {
      assertThat(registrar.register(batch))
          .isEqualTo(Collections.nCopies(2, new Result.Delivered()));
    }
    assertThat(f.session.log(0, 10)).hasSize(2);
    List<FileHit> hits = f.session.list(FileQuery.builder().build()).files();
    assertThat(hits).extracting(FileHit::name).containsExactly("b.log", "a.yaml");
    assertThat(hits)
        .extracting(FileHit::turn)
        .containsExactly(OptionalInt.of(2), OptionalInt.of(3));
    assertThat(hits.get(1).key()).contains("prefix/a.yaml");
    assertThat(hits.get(1).store()).contains("s3://bucket");
    assertThat(hits.get(1).sha256()).isEqualTo("01" + "00".repeat(31));
    assertThat(hits.get(1).uploadedAt()).isEqualTo(NOW.minusSeconds(2));
  }

  @Test
  void contentThatComesBackIsANewVersion() {
    registrar.register(List.of(registration("a", 1, NOW.minusSeconds(3), Map.of())));
    registrar.register(List.of(registration("a", 2, NOW.minusSeconds(2), Map.of())));
    registrar.register(List.of(registration("a", 1, NOW.minusSeconds(1), Map.of())));
    assertThat(f.session.list(FileQuery.builder().build()).files())
        .extracting(FileHit::version)
        .containsExactly(3);
  }

  @Test
  void whatWasThereAlreadyCountsAsUploadedWhenItWasFound() {
    Instant found = NOW.minusSeconds(1);
    Map<String, String> present = Map.of(Registration.PRESENT, found.toString());
    registrar.register(List.of(registration("b", 1, NOW.minusSeconds(2), Map.of())));

    registrar.register(List.of(registration("a", 1, NOW.minusSeconds(900), present)));

    List<FileHit> hits = f.session.list(FileQuery.builder().build()).files();
    assertThat(hits).extracting(FileHit::name).containsExactly("a", "b");
    assertThat(hits.getFirst().uploadedAt()).isEqualTo(found);
  }

  @Test
  void whatWasSentAndIsFoundAgainIsOneUpload() {
    Map<String, String> present = Map.of(Registration.PRESENT, NOW.toString());
    registrar.register(List.of(registration("a", 1, NOW.minusSeconds(9), Map.of())));

    registrar.register(List.of(registration("a", 1, NOW.minusSeconds(9), present)));

    assertThat(f.session.log(0, 10)).hasSize(1);
  }

  @Test
  void whatCannotBeRecordedDoesNotHoldUpTheRest() {
    List<Result> results =
        registrar.register(
            List.of(
                registration("a", 1, NOW, Map.of()),
                registration("b", 1, NOW, Map.of("turn", "seven")),
                registration("c", 1, NOW, Map.of())));
    assertThat(results.get(0)).isEqualTo(new Result.Delivered());
    assertThat(results.get(1)).isInstanceOf(Result.Refused.class);
    assertThat(results.get(2)).isEqualTo(new Result.Delivered());
    assertThat(f.session.log(0, 10)).hasSize(2);
  }

  @Test
  void anIndexThatIsClosedPostpones() {
    f.index.close();
    assertThat(registrar.register(List.of(registration("a", 1, NOW, Map.of()))))
        .hasOnlyElementsOfType(Result.Postponed.class);
  }
}
