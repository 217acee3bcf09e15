/** Tests of a session's parts without sockets, on a clock of their own. */
@org.jspecify.annotations.NullMarked
package io.rtsper.core.context;
