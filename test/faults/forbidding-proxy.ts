import { connect, createServer, type Socket } from 'node:net';

const comQuery = 3;

/**
 * Stands before a MySQL server and refuses foreign keys as Vitess does where they are switched off: error 1105 (HY000),
 * "VT10001: foreign key constraints are not allowed". All else passes. `seen`: the statements that were refused.
 */
export async function startForbiddingProxy(host: string, port: number) {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    // A statement of these tests comes in one piece: its length in three bytes, its number, its kind, its text.
    client.on('data', (part) => {
      const text = part[4] === comQuery && part[3] === 0 ? part.subarray(5).toString() : '';
      if (!/ADD\s+CONSTRAINT[\s\S]*FOREIGN KEY/i.test(text)) return void upstream.write(part);
      seen.push(text);
      client.write(refusal());
    });
    upstream.on('data', (part) => client.write(part));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  return {
    port: address.port,
    seen,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html */
function refusal(): Buffer {
  const message = Buffer.from('#HY000VT10001: foreign key constraints are not allowed');
  const packet = Buffer.alloc(4 + 3 + message.length);
  packet.writeUIntLE(3 + message.length, 0, 3);
  packet[3] = 1;
  packet[4] = 0xff;
  packet.writeUInt16LE(1105, 5);
  message.copy(packet, 7);
  return packet;
}
