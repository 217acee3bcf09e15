#!/usr/bin/env bash
# One would expect that a client of RTP sends receiver reports: RFC 3550 (6.2) has each participant send one every 5 seconds
# or so, and cameras take them for the sign that somebody still watches. RTP in an RTSP connection has a channel for them.
#
# What happens with FFmpeg 5.1: over TCP it sends none, ever. Over UDP it sends one whenever some 280,000 bytes have come,
# whatever time that takes: every 1.6 seconds for CD quality, but every half minute for a telephone's 8 kB/s. They go to the
# port behind that of the server's RTP, also where the answer to SETUP named another one for RTCP.
#
# It matters to whoever writes a server, or a camera for tests, and tries it with FFmpeg: a session must not end for want of
# reports, the two ports must be neighbours, and what FFmpeg sends says nothing about what other clients do.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
command -v ffmpeg >/dev/null || fail 'install ffmpeg 5.1 of Debian 12'
ffmpeg -version | sed -n '1s/ Copyright.*//p'
[[ $(ffmpeg -version) == 'ffmpeg version 5.1.'* ]] || fail 'this finding is about FFmpeg 5.1'

python3 - <<'PY'
import select
import socket
import struct
import subprocess
import sys
import time

RECEIVER_REPORT = 201
WITHOUT_BLOCK = 8  # bytes: what FFmpeg sends once before anything came, to open the port


def differs(text):
    sys.exit("DIFFERS: " + text)


def ports(distance):
    """Two UDP sockets, the second one's port that far from the first one's."""
    for number in range(30000, 32000, 8):
        sockets = []
        try:
            for port in (number, number + distance):
                sockets.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                sockets[-1].bind(("127.0.0.1", port))
            return sockets
        except OSError:
            for each in sockets:
                each.close()
    sys.exit("no free ports")


class Stream:
    """One session of a small server of L16, 50 packets a second.

    `reports` has of each report the bytes that were sent until it came, and the socket that it came to.
    """

    def __init__(self, transport, rate, rtcp_ports=()):
        self.transport = transport
        self.rate = rate
        self.listener = self.control = socket.create_server(("127.0.0.1", 0))
        self.url = "rtsp://127.0.0.1:%d/sound" % self.listener.getsockname()[1]
        self.rtp, self.rtcp = ports(2) if rtcp_ports == "apart" else ports(1)
        self.extra = []
        if rtcp_ports == "apart":
            self.extra = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]
            self.extra[0].bind(("127.0.0.1", self.rtp.getsockname()[1] + 1))
        self.reports = []
        self.sent = 0

    def play(self, seconds):
        command = ["ffmpeg", "-v", "error", "-nostdin", "-rtsp_transport", self.transport, "-i", self.url, "-f", "null", "-"]
        ffmpeg = subprocess.Popen(command)
        try:
            self.listener.settimeout(10)
            self.control, _ = self.listener.accept()
            self.serve(seconds)
        finally:
            self.control.close()
            ffmpeg.terminate()
            ffmpeg.wait(10)
            for each in (self.listener, self.rtp, self.rtcp, *self.extra):
                each.close()
        return self

    def serve(self, seconds):
        samples = self.rate // 50
        received = b""
        self.started = None
        sequence = 0
        deadline = time.monotonic() + seconds + 10
        while time.monotonic() < (self.started + seconds if self.started else deadline):
            while self.started and self.started + sequence / 50 < time.monotonic():
                header = struct.pack(">BBHII", 0x80, 96, sequence & 0xFFFF, sequence * samples, 0x1234)
                self.send(header + bytes(2 * samples))
                sequence += 1
            for ready in select.select([self.control, self.rtp, self.rtcp, *self.extra], [], [], 0.005)[0]:
                if ready is not self.control:
                    packet = ready.recv(2048)
                    if ready is not self.rtp:
                        self.rtcp_came(packet, ready)
                    continue
                read = self.control.recv(65536)
                if not read:
                    sys.exit("ffmpeg ended")
                received = self.requests(received + read)
        if not self.started:
            sys.exit("ffmpeg didn't play")

    def send(self, packet):
        self.sent += len(packet)
        if self.transport == "tcp":
            self.control.sendall(struct.pack(">cBH", b"$", 0, len(packet)) + packet)
        else:
            self.rtp.sendto(packet, ("127.0.0.1", self.client_port))

    def rtcp_came(self, packet, where):
        if packet[1] == RECEIVER_REPORT and len(packet) > WITHOUT_BLOCK:
            self.reports.append((self.sent, where))

    def requests(self, received):
        while received:
            if received.startswith(b"$"):
                if len(received) < 4 or len(received) < 4 + int.from_bytes(received[2:4], "big"):
                    break
                end = 4 + int.from_bytes(received[2:4], "big")
                self.rtcp_came(received[4:end], self.control)
                received = received[end:]
                continue
            if b"\r\n\r\n" not in received:
                break
            request, received = received.split(b"\r\n\r\n", 1)
            self.answer(request.decode().split("\r\n"))
        return received

    def answer(self, request):
        method = request[0].split()[0]
        headers = dict((line.split(": ", 1)[0].lower(), line.split(": ", 1)[1]) for line in request[1:])
        lines = ["RTSP/1.0 200 OK", "CSeq: " + headers["cseq"], "Session: 1;timeout=60"]
        body = ""
        if method == "OPTIONS":
            lines.append("Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER")
        elif method == "DESCRIBE":
            sdp = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=sound", "c=IN IP4 0.0.0.0", "t=0 0", "a=control:*",
                   "m=audio 0 RTP/AVP 96", "a=rtpmap:96 L16/%d/1" % self.rate, "a=control:audio"]
            body = "".join(line + "\r\n" for line in sdp)
            lines += ["Content-Type: application/sdp", "Content-Base: %s/" % self.url, "Content-Length: %d" % len(body)]
        elif method == "SETUP" and self.transport == "tcp":
            lines.append("Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
        elif method == "SETUP":
            self.client_port = int(headers["transport"].split("client_port=")[1].split("-")[0])
            lines.append(
                "Transport: RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d"
                % (self.client_port, self.client_port + 1, self.rtp.getsockname()[1], self.rtcp.getsockname()[1])
            )
        self.control.sendall(("".join(line + "\r\n" for line in lines + [""]) + body).encode())
        if method == "PLAY":
            self.started = time.monotonic()


tcp = Stream("tcp", 44100).play(10)
print("TCP: %d bytes in 10 s, %d reports" % (tcp.sent, len(tcp.reports)))
if tcp.reports:
    differs("there are reports over TCP")

for rate, seconds in ((44100, 15), (16000, 20)):
    udp = Stream("udp", rate).play(seconds)
    counts = [0] + [sent for sent, _ in udp.reports]
    gaps = [after - before for before, after in zip(counts, counts[1:])]
    print("UDP: %d bytes/s for %d s, bytes from report to report: %s" % (udp.sent // seconds, seconds, gaps))
    if not gaps or any(abs(gap - 280000) > 28000 for gap in gaps):
        differs("reports over UDP don't come every 280,000 bytes")

apart = Stream("udp", 44100, "apart").play(10)
named = sum(where is apart.rtcp for _, where in apart.reports)
neighbour = sum(where is not apart.rtcp for _, where in apart.reports)
print("UDP, RTCP's port named two behind RTP's: %d reports there, %d to the port between" % (named, neighbour))
if named or not neighbour:
    differs("reports went to the port that was named, or nowhere")
PY
echo 'as documented'
