import { readFile } from 'node:fs/promises';

/** The environment that the systemd unit gives the program, but for what has to do with where it runs. */
export async function serviceEnvironment(): Promise<Readonly<Record<string, string>>> {
  const unit = await readFile('deploy/feedrelay.service', 'utf8');
  const settings = [...unit.matchAll(/^Environment=(.+)$/gm)].flatMap(([, line = '']) => line.split(' '));
  return Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/s, 2) as [string, string]));
}
