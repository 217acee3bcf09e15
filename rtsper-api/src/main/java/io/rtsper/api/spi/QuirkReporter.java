package io.rtsper.api.spi;

import io.rtsper.api.Quirk;

/** Takes what a parser or a plug-in tolerated. */
@FunctionalInterface
public interface QuirkReporter {

  /** Takes no notice. */
  QuirkReporter NONE = (quirk, detail) -> {};

  /**
   * Counts a quirk, and tells the application when it is the first of its name.
   *
   * @param quirk the quirk
   * @param detail where it was met, short and without credentials; may be empty
   * @throws io.rtsper.api.RtspProtocolException in strict mode: the caller lets it pass
   */
  void report(Quirk quirk, String detail);
}
