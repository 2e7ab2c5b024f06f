import { runWeb } from '../web/run.ts';
import { check } from './check/check.ts';
import { helpText, version } from './help.ts';
import { plan } from './plan/plan.ts';
import { rpc } from './rpc.ts';
import { switchMode } from './switch/switch.ts';

/** Gives the exit code: 0 done, 1 failed or blocked, 2 called in a wrong way. */
export type Command = (args: readonly string[]) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map([
  ['check', check],
  ['plan', plan],
  ['rpc', rpc],
  ['switch', switchMode],
  ['web', runWeb],
]);

async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') return print(helpText);
  if (name === '--version' || name === '-v') return print(version);
  const command = commands.get(name);
  if (command !== undefined) return command(args);
  console.error(`referee: there is no command "${name}".\n\n${helpText}`);
  return 2;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`referee: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
