package io.rtsper.payload.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.BitWriter;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BitReaderTest {

  @Property
  void readsWhatWasWritten(
      @ForAll int value,
      @ForAll @IntRange(min = 1, max = 32) int width,
      @ForAll @IntRange(min = 0, max = 1 << 30) int code) {
    int wanted = width == 32 ? value : value & (1 << width) - 1;
    byte[] bytes =
        new BitWriter().bits(5, 3).bits(wanted, width).ue(code).se(-code).se(code).bytes();
    BitReader bits = new BitReader(bytes, 0, bytes.length);
    assertThat(bits.bits(3)).isEqualTo(5);
    assertThat(bits.bits(width)).isEqualTo(wanted);
    assertThat(bits.ue()).isEqualTo(code);
    if (code < 1 << 29) {
      assertThat(bits.se()).isEqualTo(-code);
      assertThat(bits.se()).isEqualTo(code);
    }
    assertThat(bits.overrun()).isFalse();
  }

  @Property
  void takesOutWhatKeepsStartCodesAway(@ForAll @Size(max = 60) byte[] raw) {
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) Math.min(raw[i] & 7, 3); // Many zeros.
    }
    byte[] unit = BitWriter.unit(raw, 0x67);
    BitReader bits = BitReader.ofUnit(unit, 1, unit.length);
    BitReader start = new BitReader();
    start.wrapStart(ByteBuffer.wrap(unit), 1, unit.length, new byte[100]);
    for (byte b : raw) {
      assertThat(bits.bits(8)).isEqualTo(b);
      assertThat(start.bits(8)).isEqualTo(b);
    }
    assertThat(bits.overrun()).isFalse();
  }

  @Test
  void readingPastTheEndGivesZerosAndIsRemembered() {
    BitReader bits = new BitReader(new byte[] {-1, 0, 0, 0, 0, 0, 0}, 0, 7);
    assertThat(bits.bits(8)).isEqualTo(255);
    assertThat(bits.ue()).isZero();
    assertThat(bits.overrun()).isTrue();
    bits.wrap(new byte[] {-1}, 0, 1);
    assertThat(bits.overrun()).isFalse();
    assertThat(bits.bits(9)).isZero();
    assertThat(bits.flag()).isFalse();
    bits.skip(Integer.MAX_VALUE);
    assertThat(bits.left()).isZero();
    assertThat(bits.overrun()).isTrue();
  }

  @Test
  void knowsTheEndOfAParameterSet() {
    BitReader bits = new BitReader(new byte[] {(byte) 0xAA, (byte) 0x90}, 0, 2);
    bits.skip(8);
    assertThat(bits.hasMoreThanTrailingBits()).isTrue();
    bits.skip(3);
    assertThat(bits.hasMoreThanTrailingBits()).isFalse();
    bits.skip(1);
    assertThat(bits.hasMoreThanTrailingBits()).isTrue();
  }
}
