import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Does what {@code davit run after-training --if-configured} does, from within a program. */
public final class AfterTraining {
  private final Davit davit = Davit.create();
  private final Map<String, String> settings;

  private AfterTraining(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Lifts what lies in the folder {@code data}; the endpoint may be named as an argument. */
  public static void main(String[] args) throws InterruptedException {
    Path data = Path.of("data");
    AfterTraining training =
        new AfterTraining(
            args.length == 0
                ? Map.of("region", "cn-beijing")
                : Map.of("region", "cn-beijing", "endpoint", args[0]));
    boolean models =
        training.lift(
            "oss://hktech-agent-models/models",
            data.resolve("models/rssm_model.pt"),
            data.resolve("models/scaler.pkl"));
    boolean episodes =
        training.lift("oss://cloud-training/training-data", data.resolve("training_episodes.json"));
    System.exit(models && episodes ? 0 : 3);
  }

  /** Lifts those files that are there; says whether that went well, or nothing is configured. */
  private boolean lift(String destination, Path... files) throws InterruptedException {
    List<Path> there = Stream.of(files).filter(Files::exists).toList();
    if (there.isEmpty()) {
      System.out.println("nothing to lift to " + destination);
      return true;
    }
    Upload upload =
        Upload.builder(there, Destination.parse(destination)).settings(settings).build();
    Summary summary = davit.upload(upload);
    if (summary.cause().filter(NoCredentialException.class::isInstance).isPresent()) {
      System.out.println("not lifted: " + summary.cause().get().getMessage());
      return true;
    }
    System.out.println("lifted " + summary.counts().stored() + " to " + destination);
    summary.failures().forEach(System.out::println);
    return summary.ok();
  }
}
