/**
 * Media over UDP: unicast on a pair of ports for each track, and multicast, of which sessions that
 * hear the same group share the sockets. Packets are passed on as they come; neither are they put
 * into order here, nor is another transport tried when none come.
 */
@NullMarked
package io.rtsper.transport.udp;

import org.jspecify.annotations.NullMarked;
