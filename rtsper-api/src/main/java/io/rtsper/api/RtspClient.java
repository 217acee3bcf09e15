package io.rtsper.api;

import io.rtsper.api.spi.ProviderCatalog;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What sessions share: the event loops and their buffers, the plug-ins and the defaults. Five
 * hundred cameras need one client. It can be left out: {@link RtspSession#open(String)} uses the
 * {@linkplain #shared() shared} one.
 *
 * <p>Safe for use by any thread. Its threads are daemons, however many sessions it has: one for
 * each event loop, one that watches over them, those that look up names, and one for each callback
 * that doesn't return, 32 for each loop at most.
 */
@DoNotImplement
public interface RtspClient extends AutoCloseable {

  /**
   * Returns the client that everyone shares who has none of their own: default options, made on
   * first use, never closed.
   *
   * @return the shared client
   * @throws RtspValidationException if no engine or a broken set of plug-ins is found
   */
  static RtspClient shared() {
    return SharedClient.get();
  }

  /**
   * Returns a client with default options.
   *
   * @return a new client, to be closed by the caller
   * @throws RtspValidationException if no engine or a broken set of plug-ins is found
   */
  static RtspClient create() {
    return builder().build();
  }

  /**
   * Returns a builder of a client.
   *
   * @return a new builder
   */
  static RtspClientBuilder builder() {
    return new RtspClientBuilder();
  }

  /**
   * Returns a builder of a session on this client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   * @throws RtspValidationException if the URL can't be read
   */
  default RtspSessionBuilder session(String url) {
    return session(RtspUrl.parse(url));
  }

  /**
   * Returns a builder of a session on this client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   */
  default RtspSessionBuilder session(RtspUrl url) {
    return new RtspSessionBuilder(this, url);
  }

  /**
   * Returns a new session. {@link RtspSessionBuilder#build()} calls this.
   *
   * @param options the session's options
   * @return the session, in state {@link SessionState#NEW}
   * @throws RtspValidationException if a named transport or the URL's scheme has no plug-in
   * @throws IllegalStateException if the client is closed
   */
  RtspSession newSession(SessionOptions options);

  /**
   * Returns the plug-ins of this client.
   *
   * @return the plug-ins, and those that failed to load
   */
  ProviderCatalog providers();

  /**
   * Returns the sessions that are not closed.
   *
   * @return a snapshot
   */
  List<RtspSession> sessions();

  /**
   * Closes all sessions, TEARDOWN included, and ends the threads.
   *
   * @return completes, never exceptionally, when nothing is left; within the longest close timeout
   *     of a session
   */
  CompletableFuture<Void> closeAsync();

  /** Closes all sessions and ends the threads; waits for it. Doesn't throw; may be repeated. */
  @Override
  void close();
}
