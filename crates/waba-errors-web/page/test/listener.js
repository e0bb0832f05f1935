// Counts whoever calls: TCP connections and UDP packets.

import dgram from "node:dgram";
import net from "node:net";

export async function listen() {
  const counts = { tcp: 0, udp: 0 };
  const tcp = net.createServer((socket) => {
    counts.tcp++;
    socket.on("error", () => {});
    socket.end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  });
  const udp = dgram.createSocket("udp4");
  udp.on("message", () => counts.udp++);
  await new Promise((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  const { port } = tcp.address();
  await new Promise((resolve) => udp.bind(port, "127.0.0.1", resolve));
  const close = () => {
    tcp.close();
    udp.close();
  };
  return { counts, host: `127.0.0.1:${port}`, close };
}
