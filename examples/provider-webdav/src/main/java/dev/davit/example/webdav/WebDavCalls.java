package dev.davit.example.webdav;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.Body;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The requests, one method for each. Paths are below the base, without slashes around them. */
final class WebDavCalls {
  private static final String WANTED =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>
      """;

  private final WebDavSettings settings;
  private final CredentialSource credentials;
  private final HttpClient client;
  private volatile boolean prepared;

  WebDavCalls(WebDavSettings settings, CredentialSource credentials) {
    this.settings = settings;
    this.credentials = credentials;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Stores the bytes of an unfinished upload, and makes the folder for it if there is none. */
  void put(String path, Body body) throws IOException {
    if (!prepared) {
      makeFolders(path);
      prepared = true;
    }
    int status = new Upload(client, settings.stall()).send(request(path), path, body);
    prepared = status != 404 && status != 409; // somebody removed it: made again next time
    if (!prepared) {
      throw new StorageException.Transient(
          WebDavErrors.where("PUT", path), "the folder for uploads is gone", null);
    }
    WebDavErrors.check("PUT", path, status);
  }

  int move(String from, String to, boolean replace) {
    HttpRequest.Builder request =
        request(from)
            .header("Destination", uri(to).toString())
            .header("Overwrite", replace ? "T" : "F");
    return status("MOVE", from, request);
  }

  void delete(String path) {
    int status = status("DELETE", path, request(path));
    if (status != 404) {
      WebDavErrors.check("DELETE", path, status);
    }
  }

  /** Makes the folders above a path. One that is there already answers 405. */
  void makeFolders(String path) {
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      String folder = path.substring(0, i);
      int status = status("MKCOL", folder + "/", request(folder + "/"));
      if (status != 405) {
        WebDavErrors.check("MKCOL", folder, status);
      } else if (look(folder).filter(Found::folder).isEmpty()) {
        WebDavErrors.check("MKCOL", folder, 405);
      }
    }
  }

  Optional<Found> look(String path) {
    return properties(path, "0").stream().findFirst();
  }

  List<Found> children(String folder) {
    return properties(folder.isEmpty() ? "" : folder + "/", "1").stream()
        .filter(found -> !found.path().equals(folder))
        .toList();
  }

  private List<Found> properties(String path, String depth) {
    HttpRequest.Builder request =
        request(path).header("Depth", depth).header("Content-Type", "application/xml");
    HttpResponse<InputStream> response =
        send("PROPFIND", path, request, BodyPublishers.ofString(WANTED));
    try (InputStream body = response.body()) {
      // Below what is no folder there is nothing: servers say it in different ways.
      if (List.of(404, 405, 409).contains(response.statusCode())) {
        body.readAllBytes();
        return List.of();
      }
      WebDavErrors.check("PROPFIND", path, response.statusCode());
      return Multistatus.read(body, settings.base());
    } catch (IOException e) {
      throw WebDavErrors.of("PROPFIND", path, e);
    }
  }

  private int status(String method, String path, HttpRequest.Builder request) {
    HttpResponse<InputStream> response = send(method, path, request, BodyPublishers.noBody());
    try (InputStream body = response.body()) {
      body.readAllBytes();
      return response.statusCode();
    } catch (IOException e) {
      throw WebDavErrors.of(method, path, e);
    }
  }

  private HttpResponse<InputStream> send(
      String method, String path, HttpRequest.Builder request, BodyPublisher body) {
    try {
      return client.send(
          request.method(method, body).timeout(settings.stall()).build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw WebDavErrors.of(method, path, e);
    } catch (InterruptedException e) {
      throw WebDavErrors.interrupted(method, path, e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    proof().ifPresent(proof -> request.header("Authorization", proof));
    return request;
  }

  private Optional<String> proof() {
    if (settings.auth() == WebDavSettings.Auth.NONE) {
      return Optional.empty();
    }
    Credential credential =
        credentials.lease(new CredentialScope(WebDavProvider.SCHEME, settings.host())).value();
    return switch (credential) {
      case Credential.KeyPair pair when settings.auth() == WebDavSettings.Auth.BASIC ->
          Optional.of("Basic " + base64(pair.accessKeyId() + ":" + pair.secret().reveal()));
      case Credential.Bearer bearer when settings.auth() == WebDavSettings.Auth.BEARER ->
          Optional.of("Bearer " + bearer.token().reveal());
      case Credential other ->
          throw new SettingsException(
              settings.host() + " wants " + settings.auth() + ", and the credential is " + other);
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private URI uri(String path) {
    String encoded =
        Arrays.stream(path.split("/", -1))
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create(settings.base() + encoded);
  }

  void close() {
    client.shutdownNow();
  }
}
