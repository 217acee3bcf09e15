package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes captures as other programs write them, for the tests. */
final class CaptureWriter {

  static final String CLIENT = "10.0.0.1";
  static final int CLIENT_PORT = 50_000;
  static final int SERVER_PORT = 554;

  /** The forms that files have. */
  enum Form {
    PCAPNG_BIG,
    PCAPNG_LITTLE,
    PCAP_BIG,
    PCAP_LITTLE,
    PCAP_NANOSECONDS
  }

  private final Form form;
  private final ByteOrder order;
  private final int linkType;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos = 1_700_000_000_000_000_000L;
  private int clientNext = 1000;
  private int serverNext = 9000;

  CaptureWriter(Form form, int linkType) {
    this.form = form;
    this.linkType = linkType;
    boolean big = form == Form.PCAPNG_BIG || form == Form.PCAP_BIG;
    this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (isPcapng()) {
      ByteBuffer start = buffer(28 + 20);
      start.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putInt(order(1, 0)).putLong(-1);
      start.putInt(28);
      start.putInt(1).putInt(20).putShort((short) linkType).putShort((short) 0).putInt(0);
      start.putInt(20);
      write(start);
    } else {
      ByteBuffer start = buffer(24);
      start.putInt(form == Form.PCAP_NANOSECONDS ? 0xA1B23C4D : 0xA1B2C3D4);
      start.putInt(order(2, 4)).putInt(0).putInt(0).putInt(262_144).putInt(linkType);
      write(start);
    }
  }

  /** A capture as rtsper writes it, but for what it says of itself. */
  static CaptureWriter plain() {
    return new CaptureWriter(Form.PCAPNG_BIG, 101);
  }

  private boolean isPcapng() {
    return form == Form.PCAPNG_BIG || form == Form.PCAPNG_LITTLE;
  }

  /** Two shorts as an int of the file's order. */
  private int order(int first, int second) {
    return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
  }

  private ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(order);
  }

  private void write(ByteBuffer full) {
    out.writeBytes(full.array());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  CaptureWriter after(long millis) {
    nanos += millis * 1_000_000;
    return this;
  }

  /** Adds an IP packet, behind what the link type has before it. */
  CaptureWriter packet(byte[] ip) {
    byte[] before =
        switch (linkType) {
          case 0 -> new byte[] {2, 0, 0, 0};
          case 1 -> new byte[] {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 8, 0};
          case 113 -> new byte[] {0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0};
          case 276 -> new byte[] {8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0};
          default -> new byte[0];
        };
    byte[] packet = new byte[before.length + ip.length];
    System.arraycopy(before, 0, packet, 0, before.length);
    System.arraycopy(ip, 0, packet, before.length, ip.length);
    return raw(packet);
  }

  /** Adds a packet as it is. */
  CaptureWriter raw(byte[] packet) {
    if (isPcapng()) {
      int padded = (packet.length + 3) & ~3;
      ByteBuffer block = buffer(32 + padded);
      long micros = nanos / 1000;
      block.putInt(6).putInt(32 + padded).putInt(0);
      block.putInt((int) (micros >> 32)).putInt((int) micros);
      block.putInt(packet.length).putInt(packet.length).put(packet);
      block.position(28 + padded).putInt(32 + padded);
      write(block);
    } else {
      ByteBuffer header = buffer(16 + packet.length);
      long fraction = nanos % 1_000_000_000;
      header.putInt((int) (nanos / 1_000_000_000));
      header.putInt((int) (form == Form.PCAP_NANOSECONDS ? fraction : fraction / 1000));
      header.putInt(packet.length).putInt(packet.length).put(packet);
      write(header);
    }
    return this;
  }

  /** Returns an IPv4 packet between the two ends. */
  static byte[] ipv4(boolean fromServer, int protocol, byte[] above) {
    ByteBuffer packet = ByteBuffer.allocate(20 + above.length);
    packet.putShort((short) 0x4500).putShort((short) (20 + above.length)).putInt(0x4000);
    packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
    byte[] client = {10, 0, 0, 1};
    byte[] server = {10, 0, 0, 2};
    packet.put(fromServer ? server : client).put(fromServer ? client : server);
    return packet.put(above).array();
  }

  static byte[] tcp(boolean fromServer, int clientPort, int sequence, int flags, byte[] payload) {
    ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
    segment.putShort((short) (fromServer ? SERVER_PORT : clientPort));
    segment.putShort((short) (fromServer ? clientPort : SERVER_PORT));
    segment.putInt(sequence).putInt(0).put((byte) 0x50).put((byte) flags).putShort((short) 1000);
    segment.putInt(0).put(payload);
    return ipv4(fromServer, 6, segment.array());
  }

  static byte[] udp(int from, int to, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort((short) from).putShort((short) to);
    datagram.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
    return ipv4(true, 17, datagram.array());
  }

  /** The client says something. */
  CaptureWriter client(String text) {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(ISO_8859_1);
    packet(tcp(false, CLIENT_PORT, clientNext, 0x18, bytes));
    clientNext += bytes.length;
    return this;
  }

  /** The server says something. */
  CaptureWriter server(String text) {
    return server(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  CaptureWriter server(byte[] bytes) {
    packet(tcp(true, CLIENT_PORT, serverNext, 0x18, bytes));
    serverNext += bytes.length;
    return this;
  }

  /** The server's bytes got lost on their way to the file. */
  CaptureWriter lost(byte[] bytes) {
    serverNext += bytes.length;
    return this;
  }

  CaptureWriter serverEnds() {
    packet(tcp(true, CLIENT_PORT, serverNext, 0x11, new byte[0]));
    return this;
  }

  CaptureWriter clientEnds() {
    packet(tcp(false, CLIENT_PORT, clientNext, 0x11, new byte[0]));
    return this;
  }

  /** A new connection between the same ends. */
  CaptureWriter connects() {
    clientNext += 100_000;
    serverNext += 100_000;
    packet(tcp(false, CLIENT_PORT, clientNext - 1, 0x02, new byte[0]));
    packet(tcp(true, CLIENT_PORT, serverNext - 1, 0x12, new byte[0]));
    return this;
  }

  /** A frame with an RTP packet that is told by its number. */
  static byte[] frame(int channel, int number, int payload) {
    byte[] rtp = rtp(number, payload);
    return ByteBuffer.allocate(4 + rtp.length)
        .put((byte) '$')
        .put((byte) channel)
        .putShort((short) rtp.length)
        .put(rtp)
        .array();
  }

  static byte[] rtp(int number, int payload) {
    return ByteBuffer.allocate(12 + payload)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) number)
        .array();
  }
}
