/** A connection's name where space is short: of a path its last part, all else as it is. */
export function shortName(name: string): string {
  const isPath = /^([a-z]:)?[\\/]/i.test(name);
  return isPath ? (name.split(/[\\/]/).findLast((part) => part !== '') ?? name) : name;
}
