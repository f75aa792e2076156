import { existsSync } from 'node:fs';
import type { Configuration, Profile, Source } from '../model.js';
import { newFetcher } from '../app/fetcher.js';
import { defaultConfiguration, formatMistake, loadConfiguration, readImageMode } from '../config/index.js';
import { sourcesOrSay, readConfiguration } from './configuration.js';
import type { WithConfig } from './line/program.js';
import { readInput } from './preview/input.js';
import { inOrder } from './preview/in-order.js';
import { previewOne, type Form } from './preview/one.js';
import { settingOf, type Wishes } from './preview/setting.js';
import { exitCodes, print, say, type ExitCode } from './words.js';

export interface PreviewOptions extends WithConfig {
  readonly as: Form;
  readonly profile?: Profile | 'auto';
  readonly source?: string;
  readonly images?: string;
}

/** Inputs under way at once. */
const AT_ONCE = 8;

/** Shows what would be published for these addresses, files or folders; stores nothing. */
export async function previewCommand(options: PreviewOptions, inputs: readonly string[]): Promise<ExitCode> {
  const known = await configurationFor(options);
  if (known === undefined) return exitCodes.wrong;
  const wishes = wishesOf(options, known.configured);
  if (wishes === undefined) return exitCodes.wrong;
  if (isRelayed(wishes) && known.configuration.server.secret === undefined) {
    say('note: relayed pictures are shown at their own addresses, for the key that signs them is in the store: set server.secret to see them relayed.');
  }
  const cwd = process.cwd();
  const read = inputs.map((input) => readInput(input, cwd));
  const fetcher = newFetcher();
  try {
    const setting = settingOf(known.configuration, wishes, read, fetcher);
    let failed = false;
    for await (const { text, complaint, notes, ok } of inOrder(read, AT_ONCE, (each) => previewOne(each, setting, options.as, Date.now()))) {
      if (complaint !== undefined) say(complaint);
      for (const note of notes) say(note);
      await print(text);
      failed ||= !ok;
    }
    return failed ? exitCodes.partly : exitCodes.ok;
  } finally {
    await fetcher.close();
  }
}

/** The configuration is needed for what it says of a source; for limits it is read where it is there and right; named and not there, it is missed. */
async function configurationFor({ config, configNamed, source: id }: PreviewOptions): Promise<{ configuration: Configuration; configured?: Source } | undefined> {
  if (id !== undefined) {
    const configuration = await readConfiguration(config);
    const [configured] = (configuration && sourcesOrSay([id], configuration, config)) ?? [];
    return configuration === undefined || configured === undefined ? undefined : { configuration, configured };
  }
  if (configNamed && !existsSync(config)) {
    await readConfiguration(config);
    return undefined;
  }
  const defaults = { configuration: defaultConfiguration(process.env, process.cwd()) };
  if (!existsSync(config)) return defaults;
  const loaded = await loadConfiguration(config, process.env, process.cwd());
  if (loaded.ok) return loaded;
  const [mistake] = loaded.mistakes;
  if (mistake !== undefined) say(`feedrelay: the limits are the defaults, for the configuration is wrong: ${formatMistake(mistake)}`);
  return defaults;
}

function wishesOf({ profile, images }: PreviewOptions, configured: Source | undefined): Wishes | undefined {
  const mode = images === undefined ? undefined : readImageMode(images);
  if (mode !== undefined && !mode.ok) {
    say(`feedrelay: --images ${JSON.stringify(images)} ${mode.wrong}.`);
    return undefined;
  }
  return {
    ...(configured === undefined ? {} : { configured }),
    ...(profile === undefined ? {} : { profile }),
    ...(mode === undefined ? {} : { images: mode.value }),
  };
}

function isRelayed({ images, configured }: Wishes): boolean {
  const modes = images === undefined ? [configured?.images.default, ...(configured?.images.hosts.map(({ mode }) => mode) ?? [])] : [images];
  return modes.some((mode) => mode?.kind === 'relay');
}
