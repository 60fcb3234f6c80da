package dev.davit.maiagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.testkit.Uploads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/** Another service of the same three steps, with a PUT and words of its own, needs no code. */
class SecondServiceTest {
  private static final Dialect LIBRARY =
      new Dialect(
          "Bearer ",
          "uploads",
          Map.of("purpose", "library"),
          Dialect.Sending.PUT,
          "shelves/{id}/documents",
          Map.of("visibility", "private"),
          "",
          Map.of(
              "filename",
              "title",
              "fileSize",
              "bytes",
              "url",
              "uploadUrl",
              "key",
              "uploadId",
              "files",
              "documents",
              "file",
              "uploadId",
              "results",
              "items"));

  /** Answers as that service would. */
  private static final class Library extends Dispatcher {
    private String stored = "";

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String host = "http://" + request.getHeaders().get("Host");
      return switch (request.getMethod() + " " + request.getUrl().encodedPath()) {
        case "POST /uploads" ->
            json(
                "{'uploadUrl':'"
                    + host
                    + "/bytes/7','uploadId':'u-7','headers':{'x-signature':'sig'}}");
        case "PUT /bytes/7" -> {
          stored = request.getBody().utf8() + "|" + request.getHeaders().get("x-signature");
          yield new MockResponse(200, Headers.of(), "");
        }
        case "POST /shelves/s1/documents" -> json("{'documents':[{'id':'d-1'}]}");
        case "GET /shelves/s1/documents" -> json("{'items':[],'count':0}");
        default -> new MockResponse(404, Headers.of(), "{}");
      };
    }

    private static MockResponse json(String text) {
      return new MockResponse(
          200, Headers.of("Content-Type", "application/json"), text.replace('\'', '"'));
    }
  }

  @Test
  void itTakesAFile() throws Exception {
    Library library = new Library();
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(library);
      server.start();
      HttpUrl base = server.url("/");
      Service service =
          new Service(
              Destination.parse("library://s1"),
              base,
              Optional.empty(),
              LIBRARY,
              new UploadHosts(base, List.of()),
              new Names("/"),
              10,
              50,
              1 << 20,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5));
      byte[] content = "a book".getBytes(StandardCharsets.UTF_8);
      try (PresignedStorage storage =
          new PresignedStorage(service, new ApiKeys(service, Bases.key("k"), Map.of()))) {
        StoredObject stored =
            Uploads.store(
                storage, UploadRequest.of(ObjectKey.of("a/book.txt"), content.length), content);
        assertThat(stored.version()).contains("d-1");
        assertThat(stored.length()).isEqualTo(content.length);
      }
      assertThat(library.stored).isEqualTo("a book|sig");
      assertThat(requests(server))
          .contains(
              "POST {\"title\":\"book.txt\",\"purpose\":\"library\",\"bytes\":6} Bearer k",
              "POST {\"documents\":[{\"uploadId\":\"u-7\",\"title\":\"a/book.txt\","
                  + "\"visibility\":\"private\"}]} Bearer k",
              "PUT a book null");
    }
  }

  private static List<String> requests(MockWebServer server) throws InterruptedException {
    List<String> requests = new java.util.ArrayList<>();
    for (int i = server.getRequestCount(); i > 0; i--) {
      RecordedRequest request = server.takeRequest();
      requests.add(
          request.getMethod()
              + " "
              + (request.getBody() == null ? "" : request.getBody().utf8())
              + " "
              + request.getHeaders().get("Authorization"));
    }
    return requests;
  }
}
