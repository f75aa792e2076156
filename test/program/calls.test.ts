import { describe, expect, test } from 'vitest';
import { usages } from '../../src/commands/line/usage.js';
import { configured, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const right = await configured(folder, 'right', [{ id: 'one', url: 'file:.' }]);

describe.concurrent('a wrong call is told in two lines, without a stack trace, and ends with 1', () => {
  const wrong: readonly (readonly [call: string, told: RegExp])[] = [
    ['pol', /there is no command "pol"; there are run, poll/],
    ['poll --jsn', /unknown option '--jsn'.*Did you mean --json/],
    ['check now', /too many arguments/],
    ['preview', /missing required argument 'input'/],
    ['preview x --as pdf', /pdf.*html, atom, rss, json, ndjson/],
    ['preview x --profile best', /best.*auto, feedx, generic, none/],
    ['preview x --images sideways', /--images "sideways" is none of direct, keep and relay/],
    ['run --role king', /king.*all, poll, serve/],
    ['import somewhere', /required option '--source <id>'/],
    ['migrate --from memory: --to memory:', /store in memory is gone when the command ends/],
    ['migrate --from memory --to sqlite:a.db', /store in memory is gone when the command ends/],
    ['migrate --from sqlite:a.db --to sqlite:./a.db', /--from and --to are one store/],
    ['migrate --from sqlite:nowhere.db --to sqlite:b.db', /nowhere\.db does not exist/],
    ['store', /store wants one of: check, repair/],
    ['store polish', /store wants one of: check, repair/],
    ['store check --store redis://localhost/0', /its server's to check and repair/],
    ['store check --store memory:', /kept in no file/],
    ['store check --store sqlite:nowhere.db', /nowhere\.db does not exist/],
    ['add feeds --config CONFIG', /is no address/],
    ['add http://127.0.0.1/ --id Capital --config CONFIG', /--id "Capital" is no id/],
    ['opml import nowhere.opml --config CONFIG', /nowhere\.opml cannot be read \(ENOENT\)/],
    ['opml import . --config CONFIG', /^feedrelay: \. is a folder: name the list in it\.\n$/],
    ['poll nobody --config CONFIG', /no source "nobody"; it has one/],
    ['completion tcsh', /no completion for tcsh: name bash, zsh or fish.*\n"feedrelay --help" and/],
    ['help nope', /there is no command "nope"; there are run, poll/],
    ['help nope --config CONFIG', /there is no command "nope"/],
    ['store check --config typo.yaml', /typo\.yaml: there is no such file/],
  ];

  test.each(wrong)('feedrelay %s', async (call, told) => {
    const { code, stdout, stderr } = await feedrelay(call.split(' ').map((word) => (word === 'CONFIG' ? right : word)), { cwd: folder });
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout, lines: stderr.trimEnd().split('\n').length <= 2 }).toEqual({ code: 1, stdout: '', lines: true });
  });
});

describe.concurrent('every command that needs a configuration says so where there is none, or where it is wrong', () => {
  const calls = ['run', 'poll', 'check', 'opml export', 'preview x --source one'];

  test.each(calls)('feedrelay %s', async (call) => {
    const { code, stdout, stderr } = await feedrelay([...call.split(' '), '--config', 'none.yaml'], { cwd: folder });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'none.yaml: there is no such file: name another with --config, or begin it with `feedrelay add URL`\n' });
  });

  test('FEEDRELAY_CONFIG names the configuration, and mistakes come all at once with their places', async () => {
    const file = await configured(folder, 'wrong', [{ id: 'One', url: 'file:.' }, { id: 'two', url: 'nothing' }]);
    const { code, stdout, stderr } = await feedrelay(['check'], { env: { FEEDRELAY_CONFIG: file } });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/wrong\.yaml:\d+:\d+: id "One"/), expect.stringMatching(/wrong\.yaml:\d+:\d+: url "nothing"/)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('check tells what a right one comes to, and --config may stand before the command', async () => {
    const file = await configured(folder, 'checked', [{ id: 'one', url: 'file:.' }], { feeds: [{ id: 'all', sources: ['one'] }] });
    expect(await feedrelay(['--config', file, 'check'])).toMatchObject({ code: 0, stdout: `${file} is right: 1 source, 1 merged feed.\n` });
  });
});

test('check warns of a file that is not there', async () => {
  const file = await configured(folder, 'missing', [{ id: 'one', url: 'file:gone.xml' }]);
  expect(await feedrelay(['check', '--config', file], { cwd: folder })).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning: \S+:\d+:\d+: there is no file or folder \S+gone\.xml/) as string });
});

test('a file that is no document is told of by its path', async () => {
  const config = await configured(folder, 'strange', [{ id: 'good', url: 'file:.' }]);
  const { code, stderr } = await feedrelay(['import', config, '--source', 'good', '--config', config], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^feedrelay: [^\n]*; check the path\.\n$/) as string });
});

describe.concurrent('help', () => {
  test('names every command, the exit codes and the environment', async () => {
    const { code, stdout, stderr } = await feedrelay(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of usages) expect(stdout).toContain(`\n  ${name.replace(/ .*/, '')} `);
    expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /);
    expect(stdout).toContain('FEEDRELAY_CONFIG');
  });

  test.each(['poll', 'preview', 'store check', 'opml import'])('of %s gives examples that are right calls', async (name) => {
    const { code, stdout } = await feedrelay([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes:');
    const examples = usages.find((usage) => usage.name === name)?.examples ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const [line] of examples) expect(stdout).toContain(`  feedrelay ${line}`);
  });

  test.each(['store', 'opml'])('of %s gives the examples of its commands', async (group) => {
    const { code, stdout } = await feedrelay([group, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes:');
    for (const { examples } of usages.filter(({ name }) => name.startsWith(`${group} `))) for (const [line] of examples) expect(stdout).toContain(`  feedrelay ${line}`);
  });

  test('--version is the package\'s', async () => {
    expect(await feedrelay(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });
});
