package dev.davit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Machine;
import dev.davit.testkit.Bodies;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An oracle is worth something only if it sees bugs. Each of these it must see soon. */
class PlantedBugsTest {
  private static final int SEEDS = 2_000;

  @Test
  void aLastByteThatIsDroppedAtMultiplesOfThePart() {
    assertCaught("P2 nothing torn", inStorage(DropsLastByte::new));
  }

  @Test
  void aByteThatIsFlippedOnTheWay() {
    assertCaught("P2 nothing torn", inStorage(FlipsByte::new));
  }

  @Test
  void aReceiptForWhatWasNeverSent() {
    assertCaught("no false success", inStorage(StoresNothing::new));
  }

  @Test
  void anUploadBegunAnewThoughItCouldBeResumed() {
    assertCaught("P5 continues", inStorage(NeverResumes::new));
  }

  @Test
  void anUploadThatIsNotDiscarded() {
    assertCaught("P4 nothing left behind", inStorage(NeverAborts::new));
  }

  @Test
  void anEditThatOnlyTheTimeOfChangeShows() {
    assertCaught(
        "P1 nothing lost|P2 nothing torn|no false success",
        looking(f -> new Fingerprint(f.length(), f.modifiedNanos(), 0, f.fileId())));
  }

  @Test
  void timeStampsThatAreCoarserThanTheySeem() {
    assertCaught(
        "P1 nothing lost|P2 nothing torn|no false success",
        looking(f -> new Fingerprint(f.length(), coarse(f.modifiedNanos()), 1, f.fileId())));
  }

  private static long coarse(long nanos) {
    return nanos - nanos % 1_000_000_000 + 1;
  }

  @Test
  void anEditThatKeepsTheLength() {
    assertCaught(
        "P1 nothing lost|P2 nothing torn|no false success",
        looking(f -> new Fingerprint(f.length(), 1, 1, f.fileId())));
  }

  @Test
  void aScanThatMissesAFile() {
    assertCaught(
        "P1 nothing lost",
        inMachine(machine ->
            new PassedMachine(machine) {
              @Override
              boolean sees(RelativePath path) {
                return !path.value().endsWith("~");
              }
            }));
  }

  @Test
  void aScanThatShowsAFileAsItWas() {
    Map<RelativePath, Fingerprint> first = new HashMap<>();
    assertCaught(
        "no false success|P1 nothing lost|P2 nothing torn",
        simulation -> {
          first.clear();
          return inMachine(machine ->
                  new PassedMachine(machine) {
                    @Override
                    Fingerprint look(RelativePath path, Fingerprint now) {
                      return first.computeIfAbsent(path, unused -> now);
                    }
                  })
              .apply(simulation);
        });
  }

  @Test
  void aCheckpointThatLosesDurableRecords() {
    assertCaught("P3 nothing twice", remembering(LosesEntries::new));
  }

  @Test
  void aCheckpointThatLosesParkedUploads() {
    assertCaught("P5 continues|P4 nothing left behind", remembering(LosesParked::new));
  }

  private static void assertCaught(String promise, UnaryOperator<UploadSimulation> planted) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        planted.apply(UploadSimulation.of(seed)).run();
      } catch (Violation e) {
        assertThat(e)
            .hasMessageMatching("(?s)seed " + seed + " broke (" + promise + "): .*")
            .hasMessageEndingWith("-Ddavit.seed=" + seed);
        return;
      }
    }
    throw new AssertionError("not seen in " + SEEDS + " seeds");
  }

  private static UnaryOperator<UploadSimulation> inStorage(UnaryOperator<Storage> bug) {
    return simulation -> simulation.withStorage(bug);
  }

  private static UnaryOperator<UploadSimulation> inMachine(UnaryOperator<Machine> bug) {
    return simulation -> simulation.withMachine(bug);
  }

  private static UnaryOperator<UploadSimulation> looking(UnaryOperator<Fingerprint> bug) {
    return inMachine(machine ->
        new PassedMachine(machine) {
          @Override
          Fingerprint look(RelativePath path, Fingerprint fingerprint) {
            return bug.apply(fingerprint);
          }
        });
  }

  private static UnaryOperator<UploadSimulation> remembering(UnaryOperator<Checkpoint> bug) {
    return inMachine(machine ->
        new PassedMachine(machine) {
          @Override
          Checkpoint checkpoint(Checkpoint checkpoint) {
            return bug.apply(checkpoint);
          }
        });
  }

  private static final class DropsLastByte extends PassedStorage {
    DropsLastByte(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession open(UploadRequest request) {
      if (request.length() % 4 != 0 || request.length() == 0) {
        return super.open(request);
      }
      UploadRequest shorter =
          new UploadRequest(
              request.key(),
              request.length() - 1,
              request.overwrite(),
              request.attributes(),
              List.of());
      return new Session(super.open(shorter)) {
        @Override
        public StoredObject complete() {
          StoredObject receipt = super.complete();
          return StoredObject.of(receipt.key(), request.length());
        }
      };
    }

    @Override
    public UploadSession resume(UploadRequest request, ResumeToken token) {
      return super.resume(request, token);
    }
  }

  private static final class FlipsByte extends PassedStorage {
    FlipsByte(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession open(UploadRequest request) {
      return new Session(super.open(request)) {
        @Override
        public void supply(Demand.Send demand, Body body) throws IOException {
          try (InputStream in = body.open()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length > 5) {
              bytes[5] ^= 1;
            }
            super.supply(demand, Bodies.of(bytes));
          }
        }
      };
    }
  }

  private static final class StoresNothing extends PassedStorage {
    StoresNothing(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession open(UploadRequest request) {
      return new UploadSession() {
        private boolean demanded;

        @Override
        public Demand next() {
          if (demanded) {
            return new Demand.Done();
          }
          demanded = true;
          return new Demand.Send(1, ByteRange.whole(request.length()));
        }

        @Override
        public void supply(Demand.Send demand, Body body) throws IOException {
          assertThat(body.digest(DigestAlgorithm.CRC32C)).isNotNull();
        }

        @Override
        public void answer(Demand.Hash demand, Digest digest) {
          throw new IllegalStateException("no digest was demanded");
        }

        @Override
        public Optional<ResumeToken> token() {
          return Optional.empty();
        }

        @Override
        public StoredObject complete() {
          return StoredObject.of(request.key(), request.length());
        }

        @Override
        public void abort() {
          // nothing is there
        }

        @Override
        public void close() {
          // holds nothing
        }
      };
    }
  }

  private static final class NeverResumes extends PassedStorage {
    NeverResumes(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession resume(UploadRequest request, ResumeToken token) {
      return open(request);
    }
  }

  private static final class NeverAborts extends PassedStorage {
    NeverAborts(Storage storage) {
      super(storage);
    }

    @Override
    public UploadSession open(UploadRequest request) {
      return new Lazy(super.open(request));
    }

    @Override
    public UploadSession resume(UploadRequest request, ResumeToken token) {
      return new Lazy(super.resume(request, token));
    }

    private static final class Lazy extends Session {
      Lazy(UploadSession session) {
        super(session);
      }

      @Override
      public void abort() {
        // later, perhaps
      }
    }
  }

  private static final class LosesEntries extends PassedMachine.Memory {
    LosesEntries(Checkpoint checkpoint) {
      super(checkpoint);
    }

    @Override
    public EntryCursor entries() {
      EntryCursor entries = super.entries();
      return new EntryCursor() {
        @Override
        public Optional<Entry> next() {
          return entries.next();
        }

        @Override
        public Optional<Entry> seek(RelativePath path) {
          return entries.seek(path).filter(entry -> !path.value().endsWith("a"));
        }

        @Override
        public void close() {
          entries.close();
        }
      };
    }
  }

  private static final class LosesParked extends PassedMachine.Memory {
    LosesParked(Checkpoint checkpoint) {
      super(checkpoint);
    }

    @Override
    public Optional<ParkedUpload> parked(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public List<ParkedUpload> parked() {
      return List.of();
    }
  }
}
