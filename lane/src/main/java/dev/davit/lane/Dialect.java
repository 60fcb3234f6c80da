package dev.davit.lane;

import java.util.Optional;
import java.util.Set;

/** Where two services that are much alike differ in words. */
public interface Dialect {

  /** Returns the scheme of their destinations. */
  String scheme();

  /** Returns what the names of its own headers begin with, in lower case. */
  String prefix();

  /** Writes a name without value in a query: with or without {@code =}. */
  String bare(String name);

  /** Returns the error codes that say that a key's time is over. */
  Set<String> expiredCodes();

  /** Returns what a refusal means and what to do, where the service's own words do not say it. */
  Optional<Advice> advice(Answer answer);

  /** Reads an answer's document. */
  Document read(byte[] body);

  /** Writes the document that completes an upload. */
  byte[] completion(Iterable<NamedPart> parts);

  /** Returns the media type of the documents it takes. */
  String documentType();

  /** Returns the name of a part in a list. */
  String partName();

  /** A part by its number and ETag. */
  record NamedPart(int number, String etag) {}

  /**
   * What a refusal means to the run.
   *
   * @param text for people; what to do
   * @param lasting whether every other object would be refused as well
   */
  record Advice(String text, boolean lasting) {}
}
