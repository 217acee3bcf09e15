/**
 * Media over UDP: unicast on a pair of ports for each track. Packets are passed on as they come;
 * neither are they put into order here, nor is another transport tried when none come. Multicast is
 * not spoken yet.
 */
@NullMarked
package io.rtsper.transport.udp;

import org.jspecify.annotations.NullMarked;
