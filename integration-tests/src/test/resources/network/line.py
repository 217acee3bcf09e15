"""Two network namespaces with a bad line between them, for tests.

Usage: line.py [--loss PERCENT] [--delay MS] [--jitter MS] [--reorder PERCENT] [--duplicate PERCENT] [--seed N]

The line is a pair of virtual interfaces with tc's netem where the kernel has it; elsewhere this process passes packets
between two TUN devices, and drops and delays them itself. It prints "line netem|tun SERVER_PID CLIENT_PID": processes
whose network namespaces are the line's ends, with the addresses 192.0.2.1 (server) and 192.0.2.2 (client). With --reorder that share of the packets takes no
time, and the others are as late as they are; without it they keep their order (netem: as its delays have it). Groups are
reached over the line, too. Commands on standard input, each answered with "done": "cut" drops all packets, "mend" ends that, "await N" waits until N more packets
have come to the client. The namespaces belong to nobody else and go with this process, which ends with its standard
input, or after five minutes.
"""
import argparse
import ctypes
import fcntl
import heapq
import itertools
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time

LIFETIME_SECONDS = 300
SERVER, CLIENT = "192.0.2.1", "192.0.2.2"
DEVICE = "line"
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x1001
LIBC = ctypes.CDLL(None, use_errno=True)


def run(*command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def new_namespace():
    if LIBC.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    run("ip", "link", "set", "lo", "up")


def has_netem():
    probe = ("tc", "qdisc", "add", "dev", "lo", "root", "netem", "loss", "1%")
    try:
        if subprocess.run(probe, stderr=subprocess.DEVNULL).returncode != 0:
            return False
    except FileNotFoundError:
        return False
    run("tc", "qdisc", "del", "dev", "lo", "root")
    return True


def keep_namespace():
    """Forks a process that stays in this namespace for as long as this process lives."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)
    return child


def tun():
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", DEVICE.encode(), IFF_TUN_WITHOUT_HEADER))
    return device


def set_up(address):
    run("ip", "addr", "add", address + "/30", "dev", DEVICE)
    run("ip", "link", "set", DEVICE, "up")
    run("ip", "route", "add", "224.0.0.0/4", "dev", DEVICE)


def packets_at_client():
    with open("/proc/self/net/dev") as counts:
        for line in counts:
            name, _, rest = line.partition(":")
            if name.strip() == DEVICE:
                return int(rest.split()[1])
    raise OSError("the line is gone")


class Netem:
    """The kernel does it; only a cut is ours."""

    name = "netem"

    def __init__(self, options):
        self.options = options

    def open_server(self):
        run("ip", "link", "add", DEVICE, "type", "veth", "peer", "name", "other")
        set_up(SERVER)
        self.server = keep_namespace()

    def open_client(self):
        self.at_server("ip", "link", "set", "other", "netns", str(os.getpid()))
        run("ip", "link", "set", "other", "name", DEVICE)
        set_up(CLIENT)
        self.emulate("add", self.options.loss)

    def at_server(self, *command):
        run("nsenter", "--net=/proc/%d/ns/net" % self.server, *command)

    def emulate(self, verb, loss):
        rule = ("tc", "qdisc", verb, "dev", DEVICE, "root", "netem", "loss", "%g%%" % loss)
        rule += ("delay", "%gms" % self.options.delay, "%gms" % self.options.jitter)
        rule += ("duplicate", "%g%%" % self.options.duplicate)
        if self.options.reorder > 0:
            rule += ("reorder", "%g%%" % self.options.reorder)
        run(*rule)
        self.at_server(*rule)

    def cut(self, on):
        self.emulate("change", 100 if on else self.options.loss)

    def readers(self):
        return []

    def step(self, readable):
        return None


class Tun:
    """Passes packets on, each after a delay of its own, and drops, doubles or hurries some."""

    name = "tun"

    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.is_cut = False
        self.devices = []
        self.waiting = {}
        self.last = {}
        self.order = itertools.count()

    def open_server(self):
        self.devices.append(tun())
        set_up(SERVER)
        self.server = keep_namespace()

    def open_client(self):
        self.devices.append(tun())
        set_up(CLIENT)
        self.waiting = {device: [] for device in self.devices}
        self.last = {device: 0.0 for device in self.devices}

    def cut(self, on):
        self.is_cut = on

    def readers(self):
        return self.devices

    def step(self, readable):
        """Takes what came, passes on what is due, and returns the seconds until more is due."""
        for device in readable:
            self.take(device)
        now = time.monotonic()
        soonest = None
        for device, queue in self.waiting.items():
            while queue and queue[0][0] <= now:
                self.send(device, heapq.heappop(queue)[2])
            if queue and (soonest is None or queue[0][0] < soonest):
                soonest = queue[0][0]
        return None if soonest is None else max(0.0, soonest - now)

    def happens(self, percent):
        return self.random.random() * 100 < percent

    def take(self, device):
        to = self.devices[1 - self.devices.index(device)]
        while True:
            try:
                packet = os.read(device, 65536)
            except BlockingIOError:
                return
            if self.is_cut or self.happens(self.options.loss):
                continue
            for _ in range(2 if self.happens(self.options.duplicate) else 1):
                self.delay(to, packet)

    def delay(self, to, packet):
        delay = self.options.delay + self.random.uniform(-1, 1) * self.options.jitter
        if self.happens(self.options.reorder):
            delay = 0
        due = time.monotonic() + delay / 1000
        if self.options.reorder <= 0:
            due = self.last[to] = max(due, self.last[to])
        heapq.heappush(self.waiting[to], (due, next(self.order), packet))

    def send(self, device, packet):
        if not self.is_cut:
            try:
                os.write(device, packet)
            except BlockingIOError:
                pass  # a full queue loses packets, as any line does


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--loss", type=float, default=0)
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--jitter", type=float, default=0)
    parser.add_argument("--reorder", type=float, default=0)
    parser.add_argument("--duplicate", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    new_namespace()
    line = (Netem if has_netem() else Tun)(options)
    line.open_server()
    new_namespace()
    line.open_client()
    print("line", line.name, line.server, os.getpid(), flush=True)
    try:
        serve(line)
    finally:
        os.kill(line.server, signal.SIGKILL)


def serve(line):
    end = time.monotonic() + LIFETIME_SECONDS
    awaited = None
    wait = None
    while time.monotonic() < end:
        wait = 1.0 if wait is None else wait
        if awaited is not None:
            wait = min(wait, 0.05)
        readable = select.select([0] + line.readers(), [], [], wait)[0]
        if 0 in readable:
            readable.remove(0)
            command = os.read(0, 4096).decode().split()
            if not command:
                return
            if command[0] == "await":
                awaited = packets_at_client() + int(command[1])
            else:
                line.cut(command[0] == "cut")
                print("done", flush=True)
        wait = line.step(readable)
        if awaited is not None and packets_at_client() >= awaited:
            awaited = None
            print("done", flush=True)


main()
