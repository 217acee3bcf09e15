/**
 * Views of header values: what {@code Transport}, {@code Session}, {@code RTP-Info} and the like
 * say, and how they are written.
 *
 * <p>Each is read leniently, with a {@link io.rtsper.api.spi.QuirkReporter} that hears of every
 * deviation, and written as the RFC has it. A {@code parse} method throws {@link
 * io.rtsper.api.RtspProtocolException} for what can't be read, or what the reporter refuses in
 * strict mode, and nothing else; a factory or builder throws {@link
 * io.rtsper.api.RtspValidationException} for what can't be sent. All types are immutable but for
 * builders, and safe for use by several threads.
 */
@NullMarked
package io.rtsper.api.header;

import org.jspecify.annotations.NullMarked;
