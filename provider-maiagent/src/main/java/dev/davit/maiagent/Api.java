package dev.davit.maiagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.port.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The single requests of a service that takes files in three steps. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Service service;
  private final Dialect dialect;
  private final Http http;
  private final Errors errors;
  private volatile boolean etagIsMd5;

  Api(Service service, Http http) {
    this.service = service;
    this.dialect = service.dialect();
    this.http = http;
    errors = new Errors(service);
  }

  Errors errors() {
    return errors;
  }

  /** A file that waits to be registered. */
  record Item(String storageKey, String name, long size) {}

  /**
   * One page of what is held.
   *
   * @param count of all files, at that moment; -1 if not told
   */
  record Page(List<Held> files, long count, boolean last) {}

  /** Step 1: asks where a file may be sent. */
  Ticket presign(ObjectKey key, long length) {
    Where where = errors.where("presign", key.value());
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    asked.put(dialect.name("filename"), key.name());
    dialect.presignConstants().forEach(asked::put);
    asked.put(dialect.name("fileSize"), length);
    Answer answer = asked(where, "POST", service.url(dialect.presignPath()), asked);
    JsonNode told = answer.json();
    String url = told.path(dialect.name("url")).asText("");
    boolean form = dialect.sending() == Dialect.Sending.FORM;
    Map<String, String> fields = new LinkedHashMap<>();
    told.path(dialect.name(form ? "fields" : "headers"))
        .properties()
        .forEach(each -> fields.put(each.getKey(), each.getValue().asText()));
    String inForm = fields.getOrDefault(dialect.name("key"), "");
    String storageKey = form ? inForm : told.path(dialect.name("key")).asText("");
    if (url.isEmpty() || storageKey.isEmpty()) {
      throw errors.refused(where, answer);
    }
    Optional<String> problem = service.hosts().problem(url);
    if (problem.isPresent()) {
      throw new Rejected(
          where,
          "the service wants the file sent to " + origin(url) + ", and " + problem.get(),
          null);
    }
    return new Ticket(HttpUrl.get(url), fields, storageKey);
  }

  private static String origin(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /**
   * Step 2: sends a file where a ticket says.
   *
   * @return the MD5 by which the object store vouches for it, if it does
   */
  Optional<Digest> send(Ticket ticket, ObjectKey key, Body body) throws IOException {
    Where where = errors.where("upload", key.value());
    boolean form = dialect.sending() == Dialect.Sending.FORM;
    Payload payload = form ? Payload.form(ticket.fields(), key.name(), body) : Payload.plain(body);
    Answer answer;
    try {
      answer =
          http.send(
              form ? "POST" : "PUT", ticket.url(), form ? Map.of() : ticket.fields(), payload);
    } catch (Http.BodyFailure e) {
      throw e.why();
    } catch (IOException e) {
      throw errors.failed(where, ticket.url(), e);
    }
    if (!answer.successful() || !answer.code().isEmpty()) {
      throw errors.refusedByStore(where, answer);
    }
    return proof(where, answer, body);
  }

  /**
   * An ETag of 32 hexadecimal digits is the MD5 unless the store encrypts with keys of its own;
   * where it once was, one that differs tells of damage.
   */
  private Optional<Digest> proof(Where where, Answer answer, Body body) throws IOException {
    String etag = answer.header("ETag").map(text -> text.replace("\"", "")).orElse("");
    if (!etag.matches("[0-9a-fA-F]{32}")) {
      return Optional.empty();
    }
    Digest md5 = body.digest(DigestAlgorithm.MD5);
    if (md5.hex().equalsIgnoreCase(etag)) {
      etagIsMd5 = true;
      return Optional.of(md5);
    }
    if (etagIsMd5) {
      throw new Transient(
          where, "the object store has other bytes than were sent: its MD5 is " + etag, null);
    }
    return Optional.empty();
  }

  /**
   * Step 3: registers what was sent.
   *
   * @return in the order of the items
   * @throws Indeterminate if it may have happened
   */
  List<Held> register(List<Item> items) {
    Where where =
        errors.where(
            "register", items.size() == 1 ? items.getFirst().name() : items.size() + " files");
    Answer answer = registered(where, registration(items));
    JsonNode told = answer.json();
    JsonNode list = told.isArray() ? told : told.path(dialect.name("files"));
    List<Held> held = new ArrayList<>();
    list.forEach(each -> held.add(held(each)));
    if (held.size() != items.size() || held.stream().anyMatch(each -> each.id().isEmpty())) {
      throw new Indeterminate(
          where,
          "the service answered "
              + answer.status()
              + " but not with "
              + items.size()
              + " files; they may be registered",
          null);
    }
    return held;
  }

  private Answer registered(Where where, ObjectNode asked) {
    HttpUrl url = service.url(dialect.filesPath());
    try {
      Answer answer = http.ask("POST", url, JSON.writeValueAsBytes(asked));
      if (answer.successful()) {
        return answer;
      }
      StorageException refusal = errors.refused(where, answer);
      throw answer.status() < 500
          ? refusal
          : new Indeterminate(where, refusal.getMessage() + "; it may be registered", null);
    } catch (IOException e) {
      StorageException failure = errors.failed(where, url, e);
      throw Errors.mayHaveHappened(e)
          ? new Indeterminate(where, failure.getMessage() + "; it may be registered", e)
          : failure;
    }
  }

  private ObjectNode registration(List<Item> items) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    ArrayNode files = asked.putArray(dialect.name("files"));
    for (Item item : items) {
      ObjectNode file = files.addObject();
      file.put(dialect.name("file"), item.storageKey());
      file.put(dialect.name("filename"), item.name());
      dialect.fileConstants().forEach(file::put);
    }
    return asked;
  }

  /**
   * Returns a page of what is held.
   *
   * @param number from 1
   * @param query what names should contain; the service may do with it what it likes
   */
  Page page(int number, @Nullable String query) {
    HttpUrl.Builder url = service.url(dialect.filesPath()).newBuilder();
    url.addQueryParameter(dialect.name("page"), Integer.toString(number));
    for (String spelling : List.of("pageSize", "page_size")) { // its documents say either
      url.addQueryParameter(dialect.name(spelling), Integer.toString(service.pageSize()));
    }
    if (query != null) {
      url.addQueryParameter(dialect.name("query"), query);
    }
    Where where = errors.where("list", query == null ? "" : query);
    Answer answer = asked(where, "GET", url.build(), null);
    JsonNode told = answer.json();
    JsonNode results = told.isArray() ? told : told.path(dialect.name("results"));
    if (!results.isArray()) {
      throw errors.refused(where, answer);
    }
    List<Held> files = new ArrayList<>();
    results.forEach(each -> files.add(held(each)));
    return new Page(
        files,
        told.path(dialect.name("count")).asLong(-1),
        told.path(dialect.name("next")).asText("").isEmpty()
            || told.path(dialect.name("next")).isNull()
            || files.isEmpty());
  }

  /** Removes a file, which may be gone already. */
  void remove(Held file) {
    Where where = errors.where("remove", file.name());
    try {
      Answer unused = asked(where, "DELETE", file(file.id()), null);
    } catch (Missing e) {
      // gone
    } catch (Transient e) {
      if (!gone(file)) { // the service has been seen to remove and answer 500
        throw e;
      }
    }
  }

  private boolean gone(Held file) {
    try {
      Answer answer = asked(errors.where("look", file.name()), "GET", file(file.id()), null);
      return held(answer.json()).leaving();
    } catch (Missing e) {
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /** Returns why a file could not be indexed; empty if the service does not say. */
  String reason(String id) {
    if (dialect.reasonPath().isEmpty()) {
      return "";
    }
    try {
      HttpUrl url = service.url(dialect.reasonPath().replace("{file}", id));
      Answer answer = asked(errors.where("reason", id), "GET", url, null);
      return answer.message().replaceFirst("^[A-Za-z_]+: ", "");
    } catch (Missing e) {
      return "";
    }
  }

  private HttpUrl file(String id) {
    return service
        .url(dialect.filesPath())
        .newBuilder()
        .setPathSegment(service.url(dialect.filesPath()).pathSize() - 1, id)
        .addPathSegment("")
        .build();
  }

  private Answer asked(Where where, String method, HttpUrl url, @Nullable ObjectNode json) {
    Answer answer;
    try {
      answer = http.ask(method, url, json == null ? null : JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw errors.failed(where, url, e);
    }
    if (!answer.successful()) {
      throw errors.refused(where, answer);
    }
    return answer;
  }

  private Held held(JsonNode file) {
    return new Held(
        text(file, "id"),
        text(file, "filename"),
        text(file, "file"),
        file.path(dialect.name("size")).asLong(-1),
        text(file, "status"),
        file.path(dialect.name("createdAt")).asLong(0));
  }

  private String text(JsonNode file, String name) {
    JsonNode value = file.path(dialect.name(name));
    return value.isNull() ? "" : value.asText("");
  }
}
