/** Tests of the replay: files of all forms, broken ones, and conversations that are played back. */
@org.jspecify.annotations.NullMarked
package io.rtsper.transport.replay;
