package io.rtsper.camera;

/**
 * One thing that a step does. It calls {@code next} when it is done, or never, to do nothing more.
 */
interface Action {

  void run(Exchange exchange, Runnable next);
}
