package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.VideoParameters;
import java.util.Map;

/** Compares parameters with what {@code ffprobe -show_streams} says. */
public final class VideoProbe {

  private static final Map<String, Integer> COLOURS =
      Map.of("unknown", 2, "bt709", 1, "bt2020", 9, "smpte2084", 16, "bt2020nc", 9, "gbr", 0);

  private VideoProbe() {}

  public static void compare(VideoParameters parameters, Map<String, String> probe) {
    assertThat(parameters.width() + "x" + parameters.height())
        .isEqualTo(probe.get("width") + "x" + probe.get("height"));
    assertThat(parameters.level()).isEqualTo(Integer.parseInt(probe.get("level")));
    String pixels = probe.get("pix_fmt");
    assertThat(parameters.bitDepth())
        .isEqualTo(pixels.contains("10") ? 10 : pixels.contains("12") ? 12 : 8);
    if (parameters.chromaFormat() != ChromaFormat.MONOCHROME) {
      // FFmpeg decodes H.264 without colour to 4:2:0, and says so.
      assertThat(parameters.chromaFormat()).isEqualTo(chroma(pixels));
    }
    String aspect = probe.getOrDefault("sample_aspect_ratio", "N/A");
    assertThat(parameters.pixelAspectWidth() + ":" + parameters.pixelAspectHeight())
        .isEqualTo(aspect.equals("N/A") ? "1:1" : aspect);
    String[] rate = probe.get("r_frame_rate").split("/");
    assertThat(parameters.frameRate().orElseThrow())
        .isEqualTo(Double.parseDouble(rate[0]) / Double.parseDouble(rate[1]));
    assertThat(parameters.colour().primaries()).isEqualTo(colour(probe, "color_primaries"));
    assertThat(parameters.colour().transfer()).isEqualTo(colour(probe, "color_transfer"));
    assertThat(parameters.colour().matrix()).isEqualTo(colour(probe, "color_space"));
    boolean full = "pc".equals(probe.get("color_range"));
    assertThat(parameters.colour().fullRange()).isEqualTo(full);
    parameters
        .reorderedFrames()
        .ifPresent(
            frames -> assertThat(frames).isEqualTo(Integer.parseInt(probe.get("has_b_frames"))));
    // What is cropped is within what is coded.
    assertThat(parameters.cropLeft() + parameters.width())
        .isLessThanOrEqualTo(parameters.codedWidth());
    assertThat(parameters.cropTop() + parameters.height())
        .isLessThanOrEqualTo(parameters.codedHeight());
  }

  public static ChromaFormat chroma(String pixels) {
    return pixels.contains("422")
        ? ChromaFormat.YUV422
        : pixels.contains("444") || pixels.startsWith("gbr")
            ? ChromaFormat.YUV444
            : ChromaFormat.YUV420;
  }

  private static int colour(Map<String, String> probe, String key) {
    return COLOURS.get(probe.getOrDefault(key, "unknown"));
  }
}
