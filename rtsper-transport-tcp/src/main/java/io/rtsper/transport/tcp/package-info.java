/** Control connections over TCP and TLS, and interleaved media. */
@NullMarked
package io.rtsper.transport.tcp;

import org.jspecify.annotations.NullMarked;
