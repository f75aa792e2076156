import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

test('the package holds the program, what it reads and what explains it, and nothing else', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: resolve('.'), encoding: 'utf8' });
  const [packed] = JSON.parse(stdout) as readonly Packed[];
  const files = packed?.files.map(({ path }) => path) ?? [];
  expect(files).toEqual(expect.arrayContaining(['dist/main.js', 'config/feedrelay.yaml', 'config/feedrelay.schema.json', 'config/samples/1792650000000-how-to-read.md', 'docs/configuration.md', 'README.md', 'README.zh-CN.md', 'LICENSE', 'package.json']));
  expect(files.filter((path) => !/^dist\/(?!bench\/|doors\/).*\.js$|^config\/[\w.-]+\.(?:yaml|json)$|^config\/samples\/[\w-]+\.md$|^docs\/[\w-]+\.md$|^README(?:\.zh-CN)?\.md$|^LICENSE$|^package\.json$/.test(path))).toEqual([]);
  expect(files).not.toContain('dist/config/write-reference.js');
});
