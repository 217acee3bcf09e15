/**
 * What a session says and receives, as a pcapng file that Wireshark opens: messages without their
 * credentials, interleaved frames and datagrams, in TCP and UDP packets made for them. All of it
 * but {@link CaptureFile} is free of I/O.
 */
@NullMarked
package io.rtsper.core.capture;

import org.jspecify.annotations.NullMarked;
