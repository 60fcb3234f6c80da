package dev.davit.lane;

import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.UnfinishedUploads;

/** What a bucket can do beside storing, by the vendor's own client. */
public interface Abilities extends Listing, Removal, UnfinishedUploads, AutoCloseable {
  @Override
  void close();
}
