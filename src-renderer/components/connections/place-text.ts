import type { ConnectionSettings } from '../../../src-main/model/connection.ts';

/** Where a connection leads, from whichever settings say so: "db.example.com/shop", "/home/ada/shop.db". */
export function placeText(settings: ConnectionSettings): string {
  const server = [settings.host, settings.port].filter((part) => part !== undefined && part !== '').join(':');
  const place = [server, settings.database, settings.file].filter(
    (part) => part !== undefined && part !== '',
  );
  return place.join('/');
}
