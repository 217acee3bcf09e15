#!/usr/bin/env bash
# One would expect that read() of a DatagramChannel returns 0 for an empty datagram, that -1 means the end as it does for
# any other channel, and that an empty datagram can be sent: RFC 768 allows it, and it is what opens a port in a firewall.
#
# What happens on JDK 17: read() of a connected channel returns -1 for an empty datagram, and the channel lives on and reads
# the next one. A connected channel sends no empty datagram: write(), send() and a connected DatagramSocket return as if
# they had sent it, and nothing goes out; an unconnected one does send it.
#
# It matters to whoever receives UDP with connected channels: a loop that ends at -1 is ended by any peer's empty
# datagram. And to whoever opens a port with an empty datagram: connect after it, or send a byte.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -version 2>&1 | sed -n 2p
[[ $(java -version 2>&1) == *'version "17.'* ]] || fail 'this finding is about JDK 17: put its java first in the PATH'

cat >"$folder/Empty.java" <<'JAVA'
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

class Empty {
  public static void main(String[] arguments) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel receiver = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
        DatagramChannel sender = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0))) {
      receiver.connect(sender.getLocalAddress());
      SocketAddress to = receiver.getLocalAddress();
      sender.send(bytes(0), to);
      sender.send(bytes(3), to);
      expect("read() of an empty datagram", receiver.read(bytes(10)), -1);
      expect("read() of the next one, of 3 bytes", receiver.read(bytes(10)), 3);

      // Each empty datagram would come before the one of 4 bytes: loopback keeps the order of one socket.
      sender.connect(to);
      expect("write() of nothing, connected", sender.write(bytes(0)), 0);
      expect("send() of nothing, connected", sender.send(bytes(0), to), 0);
      sender.write(bytes(4));
      expect("what comes first", receiver.read(bytes(10)), 4);
    }
    try (DatagramSocket receiver = new DatagramSocket(0, loopback);
        DatagramSocket sender = new DatagramSocket(0, loopback)) {
      DatagramPacket packet = new DatagramPacket(new byte[10], 10);
      sender.send(new DatagramPacket(new byte[0], 0, receiver.getLocalSocketAddress()));
      receiver.receive(packet);
      expect("from a DatagramSocket, unconnected", packet.getLength(), 0);
      sender.connect(receiver.getLocalSocketAddress());
      sender.send(new DatagramPacket(new byte[0], 0));
      sender.send(new DatagramPacket(new byte[4], 4));
      packet.setLength(10);
      receiver.receive(packet);
      expect("from a DatagramSocket, connected, nothing and then 4 bytes", packet.getLength(), 4);
    }
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  private static void expect(String what, int is, int documented) {
    System.out.println(what + ": " + is);
    if (is != documented) {
      System.err.println("DIFFERS: it was " + documented);
      System.exit(1);
    }
  }
}
JAVA
timeout 60 java "$folder/Empty.java"
echo 'as documented'
