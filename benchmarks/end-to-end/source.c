/*
 * A load source: serves one H.264 track to one RTSP client after another, interleaved or over unicast UDP, on the
 * loopback interface. The pictures are random bytes in FU-A fragments (RFC 6184 section 5.8), so that packets, marker
 * bits and timestamps are those of a camera; a decoder would see noise.
 *
 *   cc -O2 -o source source.c && ./source PORT PACKETS MBIT
 *
 * PACKETS are sent to each client and then BYE; MBIT is the rate of the packets, 0 for as fast as they are read (over
 * TCP alone). Prints the port when it listens.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAGMENT = 1400, PICTURES = 64, MAX_PACKETS = 4096, TICKS = 3000, HEAD = 4 + 12 };

static uint8_t frames[MAX_PACKETS][HEAD + FRAGMENT + 2];
static int lengths[MAX_PACKETS]; /* of the RTP packets */
static int pictures[MAX_PACKETS];
static int count;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static void stop(const char *what) {
  perror(what);
  exit(1);
}

static void put32(uint8_t *at, uint32_t value) {
  at[0] = value >> 24, at[1] = value >> 16, at[2] = value >> 8, at[3] = value;
}

/* Makes the packets of 64 pictures, the first of them a key picture. */
static void make_packets(void) {
  uint32_t random = 1;
  for (int picture = 0; picture < PICTURES; picture++) {
    int key = picture == 0, left = key ? 60000 : 2500 + (picture * 977) % 1500, first = 1;
    while (left > 0) {
      int payload = left < FRAGMENT ? left : FRAGMENT;
      uint8_t *rtp = frames[count] + 4;
      left -= payload;
      rtp[0] = 0x80, rtp[1] = 96 | (left == 0 ? 0x80 : 0);
      put32(rtp + 8, 0x12345678);
      rtp[12] = 0x60 | 28;
      rtp[13] = (first ? 0x80 : 0) | (left == 0 ? 0x40 : 0) | (key ? 5 : 1);
      for (int i = 0; i < payload; i++) random = random * 1664525 + 1013904223, rtp[14 + i] = random >> 24 | 1;
      lengths[count] = 14 + payload, pictures[count] = picture;
      frames[count][0] = '$', frames[count][1] = 0;
      frames[count][2] = lengths[count] >> 8, frames[count][3] = lengths[count];
      first = 0, count++;
    }
  }
}

static void write_all(int socket, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) return;
    bytes += sent, length -= sent;
  }
}

static void pace(double since, double bits, double rate) {
  double ahead = bits / rate - (seconds() - since);
  if (ahead > 50e-6) nanosleep(&(struct timespec){(time_t)ahead, (long)((ahead - (time_t)ahead) * 1e9)}, NULL);
}

static void play(int control, int udp, struct sockaddr_in *to, uint64_t packets, double rate) {
  static uint8_t block[512 * 1024];
  size_t filled = 0;
  double start = seconds(), bits = 0;
  for (uint64_t sent = 0; sent < packets; sent++) {
    int at = sent % count;
    uint8_t *rtp = frames[at] + 4;
    rtp[2] = sent >> 8, rtp[3] = sent;
    put32(rtp + 4, (uint32_t)((sent / count * PICTURES + pictures[at]) * TICKS));
    if (udp >= 0) {
      sendto(udp, rtp, lengths[at], 0, (struct sockaddr *)to, sizeof *to);
    } else {
      memcpy(block + filled, frames[at], 4 + lengths[at]);
      filled += 4 + lengths[at];
      if (filled > sizeof block - sizeof frames[0] || rate > 0) write_all(control, block, filled), filled = 0;
    }
    bits += lengths[at] * 8.0;
    if (rate > 0 && (sent & 7) == 7) pace(start, bits, rate);
  }
  write_all(control, block, filled);
}

static void serve(int control, uint64_t packets, double rate) {
  char text[8192], reply[2048];
  size_t have = 0;
  int udp = -1;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  for (;;) {
    ssize_t got = recv(control, text + have, sizeof text - 1 - have, 0);
    if (got <= 0) break;
    text[have += got] = 0;
    char *end;
    while ((end = strstr(text, "\r\n\r\n"))) {
      char *field = strcasestr(text, "\r\nCSeq:"), *transport = strcasestr(text, "client_port=");
      int number = field ? atoi(field + 7) : 0, length = 0;
      if (!strncmp(text, "DESCRIBE", 8)) {
        const char *sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=load\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                          "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n"
                          "a=control:track\r\n";
        length = snprintf(reply, sizeof reply,
                          "RTSP/1.0 200 OK\r\nCSeq: %d\r\nContent-Type: application/sdp\r\nContent-Length: %zu\r\n\r\n%s",
                          number, strlen(sdp), sdp);
      } else if (!strncmp(text, "SETUP", 5)) {
        char way[160] = "RTP/AVP/TCP;unicast;interleaved=0-1";
        if (transport) {
          int port = atoi(transport + 12), size = 4 << 20;
          struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
          socklen_t own_length = sizeof own;
          if ((udp = socket(AF_INET, SOCK_DGRAM, 0)) < 0 || bind(udp, (struct sockaddr *)&own, sizeof own)) stop("bind");
          setsockopt(udp, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
          getsockname(udp, (struct sockaddr *)&own, &own_length);
          to.sin_port = htons(port);
          snprintf(way, sizeof way, "RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d", port, port + 1,
                   ntohs(own.sin_port), ntohs(own.sin_port) + 1);
        }
        length = snprintf(reply, sizeof reply, "RTSP/1.0 200 OK\r\nCSeq: %d\r\nSession: 1\r\nTransport: %s\r\n\r\n", number, way);
      } else {
        length = snprintf(reply, sizeof reply, "RTSP/1.0 200 OK\r\nCSeq: %d\r\nSession: 1\r\nPublic: DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n\r\n", number);
      }
      int starts = !strncmp(text, "PLAY", 4), ends = !strncmp(text, "TEARDOWN", 8);
      write_all(control, (uint8_t *)reply, length);
      memmove(text, end + 4, strlen(end + 4) + 1);
      have = strlen(text);
      if (starts) play(control, udp, &to, packets, rate);
      if (ends || starts) goto done;
    }
  }
done:
  usleep(300000); /* what is under way arrives before the end of the connection */
  if (udp >= 0) close(udp);
  close(control);
}

int main(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: source PORT PACKETS MBIT\n"), 2;
  make_packets();
  int one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(server, (struct sockaddr *)&at, sizeof at) || listen(server, 16)) stop("listen");
  getsockname(server, (struct sockaddr *)&at, &length);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  for (;;) {
    int control = accept(server, NULL, NULL);
    if (control < 0) stop("accept");
    setsockopt(control, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    serve(control, strtoull(argv[2], NULL, 10), atof(argv[3]) * 1e6);
  }
}
