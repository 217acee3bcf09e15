package io.rtsper.transport.udp;

/**
 * What the groups of a provider have in common.
 *
 * @param batches what datagrams are read into
 * @param buffers asks the system for receive buffers
 * @param drops knows what the system dropped
 */
record GroupMeans(BatchPool batches, ReceiveBuffer buffers, SystemDrops drops) {

  GroupMeans() {
    this(new BatchPool(), new ReceiveBuffer(), new SystemDrops());
  }
}
