package dev.davit.maiagent;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Duplicates;
import dev.davit.core.port.Indexing;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a knowledge base can do beside storing. */
final class Abilities implements Listing, Removal, Indexing, Duplicates {
  /** Of several files of one name, the one worth most: indexed, then new. */
  static final Comparator<Held> BEST_FIRST =
      Comparator.comparingInt(Abilities::rank)
          .thenComparing(Comparator.comparingLong(Held::createdAt).reversed())
          .thenComparing(Held::id);

  private final Service service;
  private final Api api;
  private final Catalog catalog;

  Abilities(Service service, Api api, Catalog catalog) {
    this.service = service;
    this.api = api;
    this.catalog = catalog;
  }

  private static int rank(Held file) {
    return switch (file.status()) {
      case "done" -> 0;
      case "failed" -> 2;
      default -> 1;
    };
  }

  /** The service has an order of its own, so everything is read first. */
  @Override
  public Stream<StoredObject> list(String prefix) {
    Comparator<Map.Entry<ObjectKey, Held>> order =
        Comparator.comparing(Map.Entry<ObjectKey, Held>::getKey)
            .thenComparing(Map.Entry::getValue, BEST_FIRST);
    return catalog.all().stream()
        .flatMap(file -> keyed(file).stream())
        .filter(below(prefix))
        .sorted(order)
        .map(each -> each.getValue().as(each.getKey()));
  }

  @Override
  public Stream<StoredObject> indexed(String prefix) {
    return catalog.stream()
        .flatMap(file -> keyed(file).stream())
        .filter(below(prefix))
        .map(each -> each.getValue().as(each.getKey()));
  }

  private Optional<Map.Entry<ObjectKey, Held>> keyed(Held file) {
    return service.names().key(file.name()).map(key -> Map.entry(key, file));
  }

  private static Predicate<Map.Entry<ObjectKey, Held>> below(String prefix) {
    return each -> each.getKey().value().startsWith(prefix);
  }

  @Override
  public String failure(StoredObject object) {
    return object.version().map(api::reason).orElse("");
  }

  @Override
  public void remove(ObjectKey key) {
    service.names().of(key).map(catalog::ask).stream()
        .flatMap(files -> files.stream())
        .forEach(catalog::remove);
  }

  @Override
  public void removeOne(StoredObject object) {
    object
        .version()
        .ifPresent(id ->
            catalog.remove(
                new Held(
                    id,
                    service.names().of(object.key()).orElse(object.key().value()),
                    "",
                    object.length(),
                    "",
                    0)));
  }
}
