import { connect, createServer, type Socket } from 'node:net';

export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>;

/** Stands between a program and a server, and cuts their connections when it is told to. */
export async function startTcpProxy(host: string, port: number) {
  const pairs = new Set<readonly [client: Socket, server: Socket]>();
  let answersAreLost = false;
  let turns = 0;

  const server = createServer((client) => {
    const upstream = connect(port, host);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    let answered = true;
    client.on('data', (part) => {
      if (answered) turns += 1;
      answered = false;
      upstream.write(part);
    });
    upstream.on('data', (part) => {
      answered = true;
      if (answersAreLost) end();
      else client.write(part);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');

  const cut = () => {
    for (const [client] of pairs) client.destroy();
  };
  return {
    port: address.port,
    /** How many times something was said to the server and answered: the round trips. */
    turns: () => turns,
    /** Cuts all connections: what is sent next does not arrive. */
    cut,
    /** What is sent next arrives; the connection is cut when the server answers. */
    loseAnswers() {
      answersAreLost = true;
    },
    mend() {
      answersAreLost = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
