"""What goes over loopback to and from some TCP ports, as a packet capture sees it. Needs CAP_NET_RAW."""

import socket
import struct

from network import Beside

LENGTH_OF_LINK_HEADER = 14
ETH_P_ALL = 3
PACKET_OUTGOING = 4  # on loopback each packet is seen on its way out and on its way in


class Capture(Beside):
    """`streams` maps (from port, to port) to the bytes of that direction, in order, from the time it was begun."""

    def __init__(self, ports):
        super().__init__()
        self.ports = set(ports)
        self.streams = {}
        self._next = {}
        self._early = {}
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self._socket.bind(("lo", 0))
        self._socket.settimeout(0.2)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024 * 1024)

    @staticmethod
    def is_possible():
        try:
            socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)).close()
            return True
        except (PermissionError, AttributeError, OSError):
            return False

    def run(self):
        while not self.ended.is_set():
            try:
                packet, address = self._socket.recvfrom(70_000)
            except TimeoutError:
                continue
            if address[2] != PACKET_OUTGOING:
                self._take(packet[LENGTH_OF_LINK_HEADER:])

    def _take(self, packet):
        if len(packet) < 40 or packet[0] >> 4 != 4 or packet[9] != socket.IPPROTO_TCP:
            return
        segment = packet[4 * (packet[0] & 15):struct.unpack_from("!H", packet, 2)[0]]
        source, target, sequence = struct.unpack_from("!HHI", segment)
        if source not in self.ports and target not in self.ports:
            return
        is_first = segment[13] & 2 != 0  # SYN
        payload = segment[4 * (segment[12] >> 4):]
        stream = (source, target)
        if is_first:
            self._next[stream] = sequence + 1 & 0xffffffff
        elif payload:
            self._next.setdefault(stream, sequence)
            self._early.setdefault(stream, {})[sequence] = payload
            self._join(stream)

    def _join(self, stream):
        early = self._early[stream]
        while self._next[stream] in early:
            payload = early.pop(self._next[stream])
            self.streams.setdefault(stream, bytearray()).extend(payload)
            self._next[stream] = self._next[stream] + len(payload) & 0xffffffff

    def __exit__(self, *what):
        super().__exit__(*what)
        self._socket.close()
