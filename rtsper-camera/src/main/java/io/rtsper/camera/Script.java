package io.rtsper.camera;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that stand before a camera's normal behaviour. The first that matches a request takes
 * it.
 */
final class Script {

  private final List<Step> steps;

  Script(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Returns the step for a request, or null if nothing is scripted for it. */
  @Nullable Step forRequest(CameraServer camera, Connection connection, CameraRequest request) {
    for (Step step : steps) {
      if (step.takes(camera, connection, request)) {
        return step;
      }
    }
    return null;
  }

  /** Returns the step for a connection that was just accepted, or null. */
  @Nullable Step forConnection(CameraServer camera, int number) {
    for (Step step : steps) {
      if (step.takesConnection(camera, number)) {
        return step;
      }
    }
    return null;
  }
}
