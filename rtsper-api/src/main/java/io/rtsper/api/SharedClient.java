package io.rtsper.api;

import org.jspecify.annotations.Nullable;

/** Holds the client of those who have none of their own. */
final class SharedClient {

  private static @Nullable RtspClient client;

  private SharedClient() {}

  static synchronized RtspClient get() {
    RtspClient existing = client;
    if (existing == null) {
      existing = RtspClient.create();
      client = existing;
    }
    return existing;
  }
}
