import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { PrismaPg } from '@prisma/adapter-pg';

const newKey = 1_000_000;

const adapters = {
  sqlite: (url) =>
    new PrismaBetterSqlite3({ url: `file:${decodeURIComponent(url.replace(/^(sqlite|file):(\/\/)?/, ''))}` }),
  postgresql: (url) => new PrismaPg({ connectionString: url, max: 4 }),
  mysql: (url) => {
    const { hostname, port, username, password, pathname } = new URL(url);
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return new PrismaMariaDb({
      host: hostname,
      port: Number(port),
      ...login,
      database: pathname.slice(1),
      connectionLimit: 4,
    });
  },
};

export async function open(engine, url) {
  const { PrismaClient } = await import(`./gen/${engine}/client.ts`);
  const client = new PrismaClient({
    adapter: adapters[engine](url),
    log: [{ emit: 'event', level: 'query' }],
    transactionOptions: { timeout: 600_000 },
  });
  let sent = 0;
  client.$on('query', () => {
    sent += 1;
  });
  await client.$connect();
  return {
    sent: () => sent,
    async run({ tables, counts, kind }) {
      const model = client[tables[0].name];
      const where = { id: { lte: counts[0] } };
      try {
        if (kind === 'rekey') await model.update({ where: { id: 1 }, data: { id: newKey } });
        else if (counts[0] === 1) await model.delete({ where: { id: 1 } });
        else await model.deleteMany({ where });
      } catch (error) {
        if (kind !== 'restrict') throw error;
      }
    },
    close: () => client.$disconnect(),
  };
}
