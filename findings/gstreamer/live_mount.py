"""A live mount of gst-rtsp-server 1.22 that viewers share, and viewers that speak RTSP over a socket."""
import socket
import struct
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

DEADLINE = 20  # seconds that anything here may take


def differs(text):
    sys.exit("DIFFERS: " + text)


def serve(launch):
    """Serves the pipeline on a loopback port, from a thread of its own; returns the URL."""
    Gst.init(None)
    print("gst-rtsp-server of", Gst.version_string())
    if not Gst.version_string().startswith("GStreamer 1.22."):
        sys.exit("this finding is about GStreamer 1.22, as Debian 12 has it")
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch)
    factory.set_shared(True)
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
    return "rtsp://127.0.0.1:%d/live" % server.get_bound_port()


class Viewer:
    """Plays the first stream over TCP; `packets` are the (sequence number, timestamp, SSRC) that came."""

    def __init__(self, url):
        self.url = url
        host, port = url.split("/")[2].split(":")
        self.socket = socket.create_connection((host, int(port)), DEADLINE)
        self.input = self.socket.makefile("rb")
        self.cseq = 0
        self.session = None
        self.packets = []

    def play(self, play_range=None):
        """Returns the headers of the answer to PLAY, and the description."""
        _, description = self.request("DESCRIBE", self.url, "Accept: application/sdp")
        headers, _ = self.request(
            "SETUP", self.url + "/stream=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"
        )
        self.session = headers["session"].split(";")[0]
        ranges = ["Range: " + play_range] if play_range else []
        headers, _ = self.request("PLAY", self.url, *ranges)
        return headers, description

    def request(self, method, url, *headers):
        self.cseq += 1
        lines = ["%s %s RTSP/1.0" % (method, url), "CSeq: %d" % self.cseq, *headers]
        if self.session:
            lines.append("Session: " + self.session)
        self.socket.sendall("".join(line + "\r\n" for line in lines + [""]).encode())
        while True:
            start = self.input.read(1)
            if start != b"$":
                break
            self.frame()
        status = (start + self.input.readline()).decode().strip()
        if " 200 " not in status:
            sys.exit("%s was answered with: %s" % (method, status))
        answer = {}
        while line := self.input.readline().decode().strip():
            name, value = line.split(":", 1)
            answer[name.lower()] = value.strip()
        return answer, self.input.read(int(answer.get("content-length", 0))).decode()

    def frame(self):
        channel, length = struct.unpack(">BH", self.input.read(3))
        packet = self.input.read(length)
        if channel == 0:
            self.packets.append(struct.unpack(">HII", packet[2:12]))

    def receive(self, count):
        """Takes as many packets more."""
        end = len(self.packets) + count
        deadline = time.monotonic() + DEADLINE
        while len(self.packets) < end:
            if self.input.read(1) != b"$" or time.monotonic() > deadline:
                sys.exit("the stream ended or stopped")
            self.frame()

    def close(self):
        self.socket.close()
