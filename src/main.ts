#!/usr/bin/env node
import { configurationFile } from './config/environment.js';
import { createProgram } from './commands/line/program.js';
import { endingOf, watchForEndings } from './commands/line/ending.js';
import type { AddOptions } from './commands/add.js';
import type { ExportOptions } from './commands/export.js';
import type { ImportOptions } from './commands/import.js';
import type { MigrateOptions } from './commands/migrate.js';
import type { PollOptions } from './commands/poll.js';
import type { PreviewOptions } from './commands/preview.js';
import type { RunOptions } from './commands/run.js';
import type { StoreOptions } from './commands/store.js';
import { version } from './package/index.js';

/** The command line: one line a command; each is loaded when it is called. */
const program = createProgram({ version, config: configurationFile(process.env) });

program.on<RunOptions>('run', async (options) => (await import('./commands/run.js')).runCommand(options));
program.on<PollOptions>('poll', async (options, ...ids) => (await import('./commands/poll.js')).pollCommand(options, ids));
program.on('check', async (options) => (await import('./commands/check.js')).checkCommand(options));
program.on<PreviewOptions>('preview', async (options, ...inputs) => (await import('./commands/preview.js')).previewCommand(options, inputs));
program.on<AddOptions>('add', async (options, url) => (await import('./commands/add.js')).addCommand(options, url));
program.on<ImportOptions>('import', async (options, ...paths) => (await import('./commands/import.js')).importCommand(options, paths));
program.on<ExportOptions>('export', async (options, dir) => (await import('./commands/export.js')).exportCommand(options, dir));
program.on<MigrateOptions>('migrate', async (options) => (await import('./commands/migrate.js')).migrateCommand(options));
program.on<StoreOptions>('store check', async (options) => (await import('./commands/store.js')).storeCheckCommand(options));
program.on<StoreOptions>('store repair', async (options) => (await import('./commands/store.js')).storeRepairCommand(options));
program.on('opml import', async (options, file) => (await import('./commands/opml-import.js')).opmlImportCommand(options, file));
program.on('opml export', async (options) => (await import('./commands/opml-export.js')).opmlExportCommand(options));
program.on('completion', async (options, shell) => (await import('./commands/completion.js')).completionCommand(options, shell));

watchForEndings();
try {
  await program.parse(process.argv.slice(2));
} catch (error) {
  process.exitCode = await endingOf(error);
}
