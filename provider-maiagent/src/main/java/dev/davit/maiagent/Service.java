package dev.davit.maiagent;

import dev.davit.core.model.Destination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A service that is spoken to.
 *
 * @param destination which of its containers
 * @param base its address; ends in {@code /}
 * @param keyFile where its key is, if that was told
 * @param dialect how it wants to be spoken to
 * @param hosts where files may be sent
 * @param names how objects are named there
 * @param batchSize most files that are registered with one request
 * @param pageSize files that are asked for with one request; it may give fewer
 * @param maxObjectLength in bytes
 * @param connectTimeout to reach it
 * @param timeout for one request; longer for long bodies
 */
record Service(
    Destination destination,
    HttpUrl base,
    Optional<Path> keyFile,
    Dialect dialect,
    UploadHosts hosts,
    Names names,
    int batchSize,
    int pageSize,
    long maxObjectLength,
    Duration connectTimeout,
    Duration timeout) {

  String scheme() {
    return destination.scheme();
  }

  String container() {
    return destination.container();
  }

  /** Returns the address of a path, in which {@code {id}} stands for the container. */
  HttpUrl url(String path) {
    HttpUrl url = base.resolve(path.replace("{id}", container()));
    if (url == null) {
      throw new IllegalArgumentException("no path: " + path);
    }
    return url;
  }
}
