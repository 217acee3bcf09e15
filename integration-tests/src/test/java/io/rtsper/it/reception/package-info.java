/** What becomes of packets that a network or a sender treats badly, compared to the packet. */
@NullMarked
package io.rtsper.it.reception;

import org.jspecify.annotations.NullMarked;
