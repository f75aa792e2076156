import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultConfiguration } from '../config/index.js';
import { mendStore, type Mended } from '../ledger/mend.js';
import { checkStore, fileOf, repairStore, type RepairReport, type Store, type StoreReport } from '../store/index.js';
import { calledAs } from './called-as.js';
import { readConfiguration } from './configuration.js';
import type { WithConfig } from './line/program.js';
import { startProgress } from './progress.js';
import { count, exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface StoreOptions extends WithConfig {
  readonly store?: string;
}

/** Says whether the store is sound, and what could be saved of it. */
export async function storeCheckCommand(options: StoreOptions): Promise<ExitCode> {
  const path = await pathOf(options);
  if (path === undefined) return exitCodes.wrong;
  const progress = await startProgress('checking');
  const checked = await checkStore(path, (done, total) => progress.show(done, total));
  progress.end();
  if (!checked.ok) {
    sayFailure(checked.failure);
    return exitCodes.wrong;
  }
  await print(reportOf(checked.value));
  return checked.value.sound ? exitCodes.ok : exitCodes.wrong;
}

/** Saves what can be read of a damaged store; a sound one is left alone. */
export async function storeRepairCommand(options: StoreOptions): Promise<ExitCode> {
  const path = await pathOf(options);
  if (path === undefined) return exitCodes.wrong;
  const progress = await startProgress('repairing');
  let mended: Mended = { forgotten: 0, restored: 0 };
  const mend = async (rows: Store): Promise<void> => {
    mended = await mendStore(rows);
  };
  const repaired = await repairStore(path, new Date(), (done, total) => progress.show(done, total), mend);
  progress.end();
  if (!repaired.ok) {
    sayFailure(repaired.failure);
    return exitCodes.wrong;
  }
  await print(repairOf(repaired.value, mended));
  return exitCodes.ok;
}

function reportOf({ path, sound, problems, rows, broken }: StoreReport): string {
  if (sound) return `${path} is sound: ${count(rows, 'row')}.\n`;
  const cure = rows === 0 ? 'Move the file away to start afresh, or restore a copy of it' : `"${calledAs()} store repair" saves what can be read`;
  return `${path} is damaged:\n${problems.map((problem) => `  ${problem}\n`).join('')}${count(rows, 'row')} can be read${lostOf(broken)} ${cure}.\n`;
}

function lostOf(broken: number): string {
  const seen = broken === 0 ? '' : `, ${broken} ${broken === 1 ? 'is' : 'are'} seen to be broken`;
  return `${seen}. ${broken === 0 ? 'Some' : 'More'} may be lost, for what cannot be read cannot be counted.`;
}

function repairOf({ path, rows, broken, kept }: RepairReport, { forgotten, restored }: Mended): string {
  if (kept === undefined) return `${path} is sound: ${count(rows, 'row')}, nothing to repair.\n`;
  const lost = forgotten === 0 ? '' : `Without their text: ${count(forgotten, 'article')}; the next poll finds again what the sources still show.\n`;
  const laid = restored === 0 ? '' : `Known again by what was left of them: ${count(restored, 'article')}.\n`;
  return `${path} is made anew: ${count(rows, 'row')} saved${lostOf(broken)} The damaged file is kept as ${kept}.\n${lost}${laid}`;
}

/** The file of the store that is meant, or a word on why there is none. */
async function pathOf({ store, ...options }: StoreOptions): Promise<string | undefined> {
  const address = store ?? (await configuredStore(options));
  if (address === undefined) return undefined;
  const path = fileOf(address);
  if (path !== undefined) return resolve(path);
  const scheme = address.replace(/:.*/s, ':');
  say(
    /^rediss?:$/.test(scheme)
      ? `feedrelay: a store of ${scheme} is its server's to check and repair: use the tools of that server.`
      : `feedrelay: ${scheme} is kept in no file: name one with --store sqlite:PATH.`,
  );
  return undefined;
}

async function configuredStore({ config, configNamed }: WithConfig): Promise<string | undefined> {
  return configNamed || existsSync(config) ? (await readConfiguration(config))?.store : defaultConfiguration(process.env, process.cwd()).store;
}
