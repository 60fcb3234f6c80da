package dev.davit.maiagent;

import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Where one file may be sent.
 *
 * @param url the address, which was found acceptable
 * @param fields of the form in order, or headers
 * @param key what the object store will know the file by
 */
record Ticket(HttpUrl url, Map<String, String> fields, String key) {

  @Override
  public String toString() {
    return "Ticket[" + key + "]"; // the fields are as good as a key
  }
}
