import process from 'node:process';
import { build } from './steps/build.mjs';
import { install } from './steps/install.mjs';
import { inProject, main } from './steps/project.mjs';
import { run } from './steps/run.mjs';

/** npm run --silent referee -- <command>: the terminal program; paths are meant from where npm was called. */
main(async () => {
  await install();
  await build();
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return run('node', [inProject('out', 'main', 'cli.js'), ...process.argv.slice(2)], { cwd, shell: false });
});
