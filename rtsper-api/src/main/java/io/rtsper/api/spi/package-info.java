/**
 * What plug-ins implement: transports, authentication schemes, the SDP parser, payload formats.
 *
 * <p>A provider is found by {@link java.util.ServiceLoader}; a jar of one declares it in its module
 * descriptor and in {@code META-INF/services}, so that it works on the class path too. Everything a
 * plug-in needs comes in a context object; nothing is static. All calls come on the session's
 * {@link io.rtsper.api.spi.EventLoop} unless said otherwise, and none may block.
 */
@NullMarked
package io.rtsper.api.spi;

import org.jspecify.annotations.NullMarked;
