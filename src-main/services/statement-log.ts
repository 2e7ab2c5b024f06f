import type { LoggedStatement } from '../contract/results.ts';
import type { StatementLog } from '../model/statement-log.ts';

/** The statements of one connection: the latest ones, and each new one as it is sent. */
export type ConnectionLog = {
  add(entry: StatementLog): void;
  /** Those kept so far, then each new one, until the signal or the end of the connection. */
  follow(signal?: AbortSignal): AsyncGenerator<LoggedStatement, void>;
  end(): void;
};

export function createConnectionLog(limit = 1000): ConnectionLog {
  const kept: LoggedStatement[] = [];
  const followers = new Set<Follower>();
  let ended = false;

  return {
    add(entry) {
      const logged = { ...entry, at: new Date().toISOString() };
      keepLatest(kept, logged, limit);
      for (const follower of followers) {
        keepLatest(follower.waiting, logged, limit);
        follower.wake();
      }
    },
    async *follow(signal) {
      const follower: Follower = { waiting: [...kept], wake() {} };
      const wake = () => follower.wake();
      followers.add(follower);
      signal?.addEventListener('abort', wake);
      try {
        while (true) {
          for (const logged of follower.waiting.splice(0)) yield logged;
          if (ended || signal?.aborted) return;
          if (follower.waiting.length === 0) {
            await new Promise<void>((resolve) => {
              follower.wake = resolve;
            });
          }
        }
      } finally {
        followers.delete(follower);
        signal?.removeEventListener('abort', wake);
      }
    },
    end() {
      ended = true;
      for (const follower of followers) follower.wake();
    },
  };
}

type Follower = { readonly waiting: LoggedStatement[]; wake(): void };

function keepLatest(list: LoggedStatement[], logged: LoggedStatement, limit: number): void {
  list.push(logged);
  if (list.length > limit) list.shift();
}
