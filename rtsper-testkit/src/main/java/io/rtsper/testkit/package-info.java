/** An in-process camera and the contract tests that a plug-in must pass. */
@NullMarked
package io.rtsper.testkit;

import org.jspecify.annotations.NullMarked;
