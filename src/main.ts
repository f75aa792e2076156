#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { configurationFile } from './config/environment.js';
import type { ExitCode } from './commands/words.js';
import type { Role } from './app/daemon.js';
import { version } from './version.js';

/** The command line: one line a command; each is loaded when it is called. */
const program = new Command('feedrelay')
  .description('Polls feeds, drops what it has seen, cleans every article and republishes Atom, JSON Feed and RSS.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(feedrelay --help tells how it is called)')
  .configureHelp({ showGlobalOptions: true });

const withConfig = (command: Command): Command =>
  command.addOption(new Option('-c, --config <file>', 'the configuration').default(configurationFile(process.env), configurationFile(process.env)));

const ends = (code: Promise<ExitCode>): Promise<void> => code.then((exit) => void (process.exitCode = exit));

withConfig(program.command('run', { isDefault: true }))
  .description('poll on schedule and serve (what it does without a command)')
  .addOption(new Option('--role <role>', 'what this process does').choices(['all', 'poll', 'serve']).default('all'))
  .action((options: { config: string; role: Role }) => ends(import('./commands/run.js').then(({ runCommand }) => runCommand(options))));

withConfig(program.command('poll').argument('[source...]', 'ids of sources; all of them otherwise'))
  .description('poll now, once, and publish')
  .option('--json', 'tell what happened as JSON')
  .option('--out <dir>', 'write the feeds as files for any static host')
  .action((ids: string[], options: { config: string; json?: true; out?: string }) =>
    ends(import('./commands/poll.js').then(({ pollCommand }) => pollCommand(ids, options))),
  );

withConfig(program.command('check'))
  .description('check the configuration')
  .action((options: { config: string }) => ends(import('./commands/check.js').then(({ checkCommand }) => checkCommand(options))));

/** A reader of our output that has gone (`| head`) ends us quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 1;
}
