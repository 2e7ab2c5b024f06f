import packageJson from '../../package.json' with { type: 'json' };
import { webUsage } from '../web/run.ts';
import { checkUsage } from './check/options.ts';
import { planUsage } from './plan/options.ts';
import { switchUsage } from './switch/options.ts';

export const version = packageJson.version;

export const helpText = `Referee ${version}: a database administration program whose speciality is relations.

Usage: referee <command> [options]

Commands:
  ${webUsage}
      Serves the program to this computer's browser. The first line printed is the address to open.
  ${planUsage}
      Shows what changes would do to all tables they reach, and what forbids them. Writes nothing without --apply.
      Ends with 0: can be done; 1: blocked, or failed; 2: not understood.
      --delete, --update  may be given several times: one set of changes.
      --limit             stops counting after so many rows (1,000,000), and says so.
      --sql               shows the statements as well.
      --json              prints the plan, or with --apply what was done, as one JSON object.
  ${switchUsage}
      Shows what a switch of the relation mode does to each relation, what blocks it, what is to be decided, and each
      step with its locks. Changes nothing without --apply, and ends as plan does.
      --decide            may be given several times; decisions that are not given take their safe default.
      --export DIR        writes it down for somebody else: as SQL scripts up and down, or as a Prisma migration.
      --resume, --go-back finish a switch that was interrupted, whatever stopped it.
      --sql               shows the statements and checks of each step as well.
  ${checkUsage}
      Looks for orphans and for all else that is wrong with the relations of a database. Writes nothing to it.
      Ends with 0: nothing at or above --fail-on (error); 1: something, or failed; 2: not understood.
      --json           prints the findings as integrity.audit gives them.
      --sarif          prints them as a SARIF 2.1.0 log, --junit as a JUnit report.
      --sample         looks at some rows of each table only, and counts "at least".
      --relation       only this one, by its id; may be given several times.
  rpc
      Answers requests on standard input, one JSON object a line, on standard output:
      {"id":1,"method":"connections.open","params":{"url":"sqlite:shop.db"}}
      {"id":1,"cancel":true}

Options:
  -h, --help       Shows this.
  -v, --version    Shows the version.

Referee keeps its files in the folder REFEREE_HOME, else in the platform's folder for configuration.`;
