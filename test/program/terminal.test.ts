import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { configured, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const hasTerminal = spawnSync('script', ['--version']).error === undefined;
if (!hasTerminal) process.stderr.write('no "script" on this machine: what a terminal shows is not tested\n');

test.skipIf(!hasTerminal)('long work shows a bar on a terminal, and its answer alone elsewhere', async () => {
  const config = await configured(folder, 'terminal', [{ id: 'here', url: 'file:.' }, { id: 'there', url: 'file:./none' }]);
  const command = `${process.execPath} ${resolve('dist/main.js')} poll --config ${config}`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
  expect(stdout).toMatch(/polling [^\n]* [12]\/2 /);
  expect(stdout).toMatch(/there {2}failed/);
  const piped = await feedrelay(['poll', '--config', config], { cwd: folder });
  expect(piped.stdout + piped.stderr).not.toMatch(/polling|\u001b/);
});

test('bash completes commands, members of groups, options, choices and files', async () => {
  const script = join(folder, 'completion.bash');
  const printed = await feedrelay(['completion', 'bash']);
  await writeFile(script, printed.stdout);
  const complete = (line: string): readonly string[] => {
    const words = ['feedrelay', ...line.split(' ')];
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const { stdout, stderr } = spawnSync('bash', ['-c', `feedrelay() { ${process.execPath} ${resolve('dist/main.js')} "$@"; }; source ${script}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _feedrelay; printf '%s\\n' "\${COMPREPLY[@]}"`], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split('\n').filter((word) => word !== '').sort();
  };
  expect(printed.code).toBe(0);
  expect(complete('p')).toEqual(['poll', 'preview']);
  expect(complete('store ')).toEqual(['--config', '--help', 'check', 'repair']);
  expect(complete('opml e')).toEqual(['export']);
  expect(complete('poll --')).toEqual(['--config', '--help', '--json', '--out']);
  expect(complete('preview --as n')).toEqual(['ndjson']);
  expect(complete('preview x --profile ')).toEqual(['auto', 'feedx', 'generic', 'none']);
  await configured(folder, 'offered', [{ id: 'voa', url: 'file:.' }, { id: 'dw', url: 'file:.' }]);
  expect(complete('poll --config offered.yaml ')).toEqual(['--config', '--help', '--json', '--out', 'dw', 'voa']);
  expect(complete('export -c offered.yaml --source v')).toEqual(['voa']);
  expect(complete('export --config none.yaml --source v')).toEqual([]);
  expect(complete('run --config comp')).toEqual(['completion.bash']);
  expect(complete('completion ')).toEqual(expect.arrayContaining(['bash', 'fish', 'zsh']));
  const wherever: readonly (readonly [line: string, offered: readonly string[]])[] = [
    ['--config offered.yaml po', ['poll']],
    ['--config offered.yaml poll v', ['voa']],
    ['-c offered.yaml export --source d', ['dw']],
    ['store --config offered.yaml c', ['check']],
    ['--config offered.yaml store check --s', ['--store']],
    ['opml --config offered.yaml i', ['import']],
    ['--role serve r', ['run']],
    ['run --role s', ['serve']],
    ['help pre', ['preview']],
    ['help store ', ['check', 'repair']],
    ['preview --images ', ['direct', 'keep', 'relay']],
    ['preview --images k', ['keep']],
    ['preview --as = n', ['ndjson']],
    ['poll --config = offered.yaml v', ['voa']],
  ];
  for (const [line, offered] of wherever) expect({ line, offered: complete(line) }).toEqual({ line, offered });
});

test.each(['zsh', 'fish'])('%s gets a script of its own, and that shell, where it is there, can read it', async (shell) => {
  const { code, stdout } = await feedrelay(['completion', shell]);
  expect({ code, names: /preview/.test(stdout) && /ndjson/.test(stdout) }).toEqual({ code: 0, names: true });
  const read = spawnSync(shell, ['--no-execute', '/dev/stdin'], { input: stdout, encoding: 'utf8' });
  if (read.error === undefined) expect(read.stderr).toBe('');
});
