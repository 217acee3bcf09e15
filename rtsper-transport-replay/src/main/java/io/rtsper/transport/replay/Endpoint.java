package io.rtsper.transport.replay;

import java.net.InetAddress;

/** An address and a port of a captured packet. */
record Endpoint(InetAddress address, int port) {}
