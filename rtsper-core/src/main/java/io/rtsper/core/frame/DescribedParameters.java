package io.rtsper.core.frame;

import io.rtsper.api.media.CodecParameters;
import java.util.function.Consumer;

/** Takes the parameters of a format that are known before any frame. */
final class DescribedParameters implements SlabWriter.Owner {

  private final Consumer<CodecParameters> parameters;

  DescribedParameters(Consumer<CodecParameters> parameters) {
    this.parameters = parameters;
  }

  @Override
  public boolean ended(boolean keyFrame, boolean damaged) {
    return false;
  }

  @Override
  public void refused() {}

  @Override
  public void abandoned() {}

  @Override
  public void changed(CodecParameters known) {
    parameters.accept(known);
  }

  @Override
  public boolean makeRoom() {
    return false;
  }
}
