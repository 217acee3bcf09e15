package io.rtsper.core.receive;

import io.rtsper.api.spi.MemoryBudget;

/**
 * How packets are put in order that come by a way which may change it.
 *
 * @param nanos how long a packet waits for those before it; 0 if packets are handed on as they come
 * @param memory of which room is taken for those that wait
 */
public record ReorderLimits(long nanos, MemoryBudget memory) {}
