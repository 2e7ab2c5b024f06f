/** How many connections the server has to the database that asks; null: there is no server. */
const words: Readonly<Record<string, string>> = {
  postgresql: `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()`,
  mysql: `SELECT count(*) FROM information_schema.processlist WHERE db = database()`,
};

export function countConnections(engine: string): string | null {
  return words[engine] ?? null;
}
