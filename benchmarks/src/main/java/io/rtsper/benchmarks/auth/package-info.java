/** Answering challenges, beside what else the JVM has for it. */
@NullMarked
package io.rtsper.benchmarks.auth;

import org.jspecify.annotations.NullMarked;
