/**
 * The life of a session: one control connection after another, the exchanges on it, what is set up
 * and played, and the way back after a loss.
 *
 * <p>Everything here but {@link io.rtsper.core.session.EngineSession} is confined to the session's
 * event loop and has no locks. What waits is a {@link java.util.concurrent.CompletableFuture} that
 * completes on the loop, so that steps can be chained as they follow one another in RFC 2326.
 */
@NullMarked
package io.rtsper.core.session;

import org.jspecify.annotations.NullMarked;
