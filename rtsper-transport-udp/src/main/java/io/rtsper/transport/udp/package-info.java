/** Unicast and multicast media over UDP. */
@NullMarked
package io.rtsper.transport.udp;

import org.jspecify.annotations.NullMarked;
