package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.camera.Camera;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What a playback makes of its end. */
class PlaybackTest {

  /** The command says of a mistake that it is one, and shows its stack. */
  @Test
  void throwsTheMistakeOfAPlugIn() {
    try (Camera camera = Camera.open();
        RtspClient client = RtspClient.builder().provider(new Broken()).build();
        RtspSession session = client.session(camera.url()).transports("broken").build()) {
      StatusLine line = new StatusLine(new PrintWriter(new StringWriter()), false);
      assertThatThrownBy(() -> new Playback(1).run(session, null, line))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("broken on purpose");
    }
  }

  /** A media transport with a mistake in it. */
  private static final class Broken implements MediaTransportProvider {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public MediaTransport open(MediaTransportContext context) {
      throw new NullPointerException("broken on purpose");
    }

    @Override
    public boolean recognises(TransportHeader answer) {
      return false;
    }
  }
}
