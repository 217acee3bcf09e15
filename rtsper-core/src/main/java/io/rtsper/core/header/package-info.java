/**
 * Readers of header fields, and of the URLs in them: what a server means by {@code Transport},
 * {@code Session}, {@code RTP-Info} and the like. Each reads leniently and reports each deviation
 * to a {@link io.rtsper.api.spi.QuirkReporter}; it throws {@link
 * io.rtsper.api.RtspProtocolException} for what can't be read, or what the reporter refuses in
 * strict mode, and nothing else. All of it is pure and immutable.
 */
@NullMarked
package io.rtsper.core.header;

import org.jspecify.annotations.NullMarked;
