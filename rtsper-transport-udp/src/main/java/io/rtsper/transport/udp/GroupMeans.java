package io.rtsper.transport.udp;

import java.net.NetworkInterface;
import java.util.function.ToIntFunction;

/**
 * What the groups of a provider have in common.
 *
 * @param batches what datagrams are read into
 * @param buffers asks the system for receive buffers
 * @param drops knows what the system dropped
 * @param index numbers interfaces: one that comes back under its name has another number
 */
record GroupMeans(
    BatchPool batches,
    ReceiveBuffer buffers,
    SystemDrops drops,
    ToIntFunction<NetworkInterface> index) {

  GroupMeans() {
    this(new BatchPool(), new ReceiveBuffer(), new SystemDrops(), NetworkInterface::getIndex);
  }
}
