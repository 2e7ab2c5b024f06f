import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/process/free-port.ts';
import { expect, test } from './fixtures.ts';
import { fillConnection } from './pages/open.ts';

const inputs: readonly { what: string; url(home: string): Promise<string>; says: RegExp }[] = [
  {
    what: 'a missing file',
    url: async (home) => `sqlite:${join(home, 'nowhere.db')}`,
    says: /nowhere\.db/,
  },
  {
    what: 'a file that is no database',
    url: async (home) => {
      const file = join(home, 'notes.db');
      writeFileSync(file, 'These are notes, and no database at all. '.repeat(100));
      return `sqlite:${file}`;
    },
    says: /notes\.db.*(not|no).*database/i,
  },
  {
    what: 'a port without a server',
    url: async () => `postgres://ada:secret-word@127.0.0.1:${await freePort()}/shop`,
    says: /127\.0\.0\.1/,
  },
  {
    what: 'a URL of no known kind',
    url: async () => 'oracle://127.0.0.1/shop',
    says: /oracle/,
  },
];

for (const { what, url, says } of inputs) {
  test(`${what} is answered by a sentence that says what to do`, async ({ app, home }) => {
    await fillConnection(app, await url(home));
    const form = app.getByRole('dialog', { name: 'New connection' });
    if (what !== 'a URL of no known kind')
      await form.getByRole('button', { name: 'Test connection' }).click();
    const alert = form.getByRole('alert');
    await expect(alert).toContainText(says);
    await expect(alert).toContainText(/\.$/);
    await expect(alert).not.toContainText(/\bat .+:\d+:\d+|node_modules|Error:|secret-word|undefined/);
  });
}

test('a saved connection that cannot be opened says so, and can be edited', async ({ app, home }) => {
  const file = join(home, 'gone.db');
  await fillConnection(app, `sqlite:${file}`);
  await app.getByRole('button', { name: 'Save and open' }).click();
  await expect(app.getByRole('alert')).toContainText('gone.db');
  await app.getByRole('button', { name: /^Actions for / }).click();
  await app.getByRole('menuitem', { name: 'Edit…' }).click();
  await expect(app.getByRole('dialog').getByRole('textbox', { name: 'Database file' })).toHaveValue(file);
});
