package io.rtsper.camera;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
final class PlainLink implements ByteLink {

  private final SocketChannel channel;

  PlainLink(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    channel.write(source);
  }

  @Override
  public boolean hasUnsent() {
    return false;
  }

  @Override
  public boolean established() {
    return true;
  }

  @Override
  public void sayGoodbye() {}
}
