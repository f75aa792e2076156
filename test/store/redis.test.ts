import { spawnSync } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vitest from 'vitest';
import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import { Keyv } from 'keyv';
import { migrateStore, openStore, type Store } from '../../src/store/index.js';
import { RedisAdapter } from '../../src/store/redis-adapter.js';
import { connect } from '../../src/store/redis-client.js';
import { redisFailure } from '../../src/store/redis-failure.js';
import { collect, storeContract } from './contract.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';

const { afterAll, describe, expect, it } = vitest;

const folder = mkdtempSync(join(tmpdir(), 'feedrelay-redis-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(address: string): Promise<Store> {
  const opened = await openStore(address);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

if (hasRedis) {
  const server = await startRedis(await freePort(), folder);
  afterAll(() => server.stop());
  let database = 1;
  storeContract('Redis', () => open(`redis://127.0.0.1:${server.port}/${(database += 1)}`));

  const client = await connect(`redis://127.0.0.1:${server.port}/1`);
  if (!client.ok) throw new Error(client.failure.message);
  // Every keyv of the suite listens to the one connection.
  (client.value.client as unknown as EventEmitter).setMaxListeners(0);
  const adapter = (): RedisAdapter => new RedisAdapter(client.value, 'redis');
  describe('the adapter for Redis', () => {
    keyvTestSuite(vitest, Keyv, adapter);
    keyvIteratorTests(vitest, Keyv, adapter);
    afterAll(() => client.value.client.destroy());
  });
}

describe.skipIf(!hasRedis)('a store on Redis', () => {
  it('refuses a batch of two sources, which no transaction of a cluster could hold', async () => {
    const server = await startRedis(await freePort(), folder);
    const store = await open(`redis://127.0.0.1:${server.port}`);
    await expect(store.commit({ set: [['entry/voa/1', 1], ['entry/dw/1', 1]], delete: [] })).rejects.toThrow(TypeError);
    await store.close();
    await server.stop();
  });

  it('fails in words while the server is away, and goes on with what was committed once it is back', async () => {
    const port = await freePort();
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--appenddirname', `aof-${port}`];
    const first = await startRedis(port, folder, ...durable);
    const store = await open(`redis://127.0.0.1:${port}`);
    await store.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
    await first.stop();
    const asked = await store.get('entry/voa/1').catch((error: unknown) => error);
    expect(asked).toMatchObject({ name: 'StoreError', code: 'unreachable', message: expect.stringMatching(/^Store redis:\/\/127\.0\.0\.1:\d+ cannot be reached/) as string });
    const second = await startRedis(port, folder, ...durable);
    await vitest.vi.waitFor(async () => expect(await store.get('entry/voa/1')).toBe('kept'), { timeout: 10_000, interval: 20 });
    await store.commit({ set: [['entry/voa/2', 'new']], delete: [] });
    await store.close();
    await second.stop();
  });

  it('keeps the whole of a batch that the server has no memory for from happening', async () => {
    const server = await startRedis(await freePort(), folder, '--maxmemory', '16mb', '--maxmemory-policy', 'noeviction');
    const store = await open(`redis://127.0.0.1:${server.port}`);
    await store.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
    const fill = async (): Promise<never> => {
      for (let number = 0; ; number += 1) await store.commit({ set: [[`fill/voa/${number}`, 'x'.repeat(1_000_000)]], delete: [] });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'disk-full' });
    await expect(store.commit({ set: [['entry/voa/1', 'torn'], ['entry/voa/2', 'x'.repeat(1_000_000)]], delete: [] })).rejects.toMatchObject({ code: 'disk-full' });
    expect(await store.getMany(['entry/voa/1', 'entry/voa/2'])).toEqual(['kept', undefined]);
    await store.close();
    await server.stop();
  });

  it('on a server that wants a password takes the one in the address, and never says it', async () => {
    const server = await startRedis(await freePort(), folder, '--requirepass', 'open sesame');
    const store = await open(`redis://:open%20sesame@127.0.0.1:${server.port}/3`);
    await store.commit({ set: [['entry/voa/1', 1]], delete: [] });
    expect(await store.get('entry/voa/1')).toBe(1);
    await store.close();
    for (const address of [`redis://127.0.0.1:${server.port}`, `redis://:wrong-sesame@127.0.0.1:${server.port}`]) {
      const refused = await openStore(address);
      expect(refused).toMatchObject({ ok: false, failure: { code: 'no-permission', message: expect.not.stringContaining('sesame') as string } });
    }
    await server.stop();
  });

  it.each([
    ['all that it is said to need', 'on >pw ~feedrelay:* ~{feedrelay-queue}:* &feedrelay:* +@all -@dangerous +info', true],
    ['no scripts', 'on >pw ~feedrelay:* ~{feedrelay-queue}:* &feedrelay:* +@all -@scripting', false],
    ['not the keys of the queue', 'on >pw ~feedrelay:* &feedrelay:* +@all', false],
    ['no channel', 'on >pw ~feedrelay:* ~{feedrelay-queue}:* resetchannels +@all', false],
    ['no look at the set-up', 'on >pw ~feedrelay:* ~{feedrelay-queue}:* &feedrelay:* +@all -info', false],
  ])('whose user is allowed %s says so when it is opened', async (_, rules, isEnough) => {
    const server = await startRedis(await freePort(), folder);
    spawnSync('redis-cli', ['-p', String(server.port), 'acl', 'setuser', 'bounded', 'reset', ...rules.split(' ')]);
    const opened = await openStore(`redis://bounded:pw@127.0.0.1:${server.port}`);
    if (isEnough) expect(opened.ok).toBe(true);
    else expect(opened).toMatchObject({ ok: false, failure: { code: 'no-permission', message: expect.stringContaining('"~feedrelay:* ~{feedrelay-queue}:* &feedrelay:* +@all -@dangerous +info"') as string } });
    if (opened.ok) await opened.value.close();
    await server.stop();
  });

  it('in a database that the server does not have is refused', async () => {
    const server = await startRedis(await freePort(), folder);
    expect(await openStore(`redis://127.0.0.1:${server.port}/99`)).toMatchObject({ ok: false, failure: { code: 'bad-address', message: expect.stringContaining('write a smaller number') as string } });
    await server.stop();
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['CERT_HAS_EXPIRED', 'renew it'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the name that it is made out to'],
  ])('whose certificate is not to be trusted (%s) is told with its cure', (code, cure) => {
    expect(redisFailure(Object.assign(new Error('a certificate'), { code }), 'rediss://redis.example')).toMatchObject({ code: 'bad-certificate', message: expect.stringContaining(cure) as string });
  });

  it('of a newer version is refused', async () => {
    const server = await startRedis(await freePort(), folder);
    spawnSync('redis-cli', ['-p', String(server.port), 'set', 'feedrelay:version', '99']);
    expect(await openStore(`redis://127.0.0.1:${server.port}`)).toMatchObject({ ok: false, failure: { code: 'newer-version' } });
    await server.stop();
  });

  it.each([
    [['--appendonly', 'yes', '--appenddirname', 'aof-warned'], []],
    [['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru'], ['maxmemory-policy noeviction', 'appendonly yes']],
  ])('warns of a set-up that may lose commits (%j)', async (options, cures) => {
    const server = await startRedis(await freePort(), folder, ...options);
    const store = await open(`redis://127.0.0.1:${server.port}`);
    expect(await store.warnings()).toEqual(cures.map((cure) => expect.stringContaining(cure) as string));
    await store.close();
    await server.stop();
  });

  it('warns of a server that has become a replica, and until it is none', async () => {
    const server = await startRedis(await freePort(), folder, '--appendonly', 'yes', '--appenddirname', 'aof-replica');
    const store = await open(`redis://127.0.0.1:${server.port}`);
    const replicaOf = (...of: readonly string[]): void => void spawnSync('redis-cli', ['-p', String(server.port), 'replicaof', ...of]);
    replicaOf('127.0.0.1', '9');
    expect(await store.warnings()).toEqual([expect.stringContaining('has become a replica')]);
    replicaOf('no', 'one');
    expect(await store.warnings()).toEqual([]);
    await store.close();
    await server.stop();
  });

  it('tells of the commits of other processes, and where it may have missed some', async () => {
    const port = await freePort();
    const first = await startRedis(port, folder);
    const [here, there] = [await open(`redis://127.0.0.1:${port}`), await open(`redis://127.0.0.1:${port}`)];
    const heard: (string | undefined)[] = [];
    await here.watch((source) => heard.push(source));
    await there.commit({ set: [['entry/voa/1', 1]], delete: [] });
    await vitest.vi.waitFor(() => expect(heard).toEqual(['voa']), { interval: 5 });
    await first.stop();
    const second = await startRedis(port, folder);
    await vitest.vi.waitFor(() => expect(heard).toEqual(['voa', undefined]), { timeout: 10_000, interval: 20 });
    for (const store of [here, there]) await store.close();
    await second.stop();
  });

  it('that is not there is told within seconds', async () => {
    expect(await openStore(`redis://127.0.0.1:${await freePort()}`)).toMatchObject({ ok: false, failure: { code: 'unreachable', message: expect.stringContaining('ECONNREFUSED') as string } });
  });

  it('on a cluster keeps a source in one slot and works alike', async () => {
    const port = await freePort();
    const server = await startRedis(port, folder, '--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`, '--cluster-port', String(await freePort()));
    const cli = (...args: string[]): string => spawnSync('redis-cli', ['-p', String(port), ...args], { encoding: 'utf8' }).stdout;
    cli('cluster', 'addslotsrange', '0', '16383');
    await vitest.vi.waitFor(() => expect(cli('cluster', 'info')).toContain('cluster_state:ok'), { timeout: 10_000, interval: 50 });
    const store = await open(`redis://127.0.0.1:${port}`);
    for (const source of ['voa', 'dw']) await store.commit({ set: [[`entry/${source}/1`, source], [`source/${source}`, source]], delete: [] });
    expect(await store.getMany(['entry/dw/1', 'entry/voa/1', 'source/voa'])).toEqual(['dw', 'voa', 'voa']);
    expect(await collect(store.iterate('source/'))).toEqual([['source/dw', 'dw'], ['source/voa', 'voa']]);
    expect(await store.size()).toBeGreaterThan(0);
    await store.close();
    await server.stop();
  });

  it('on a cluster tells of commits again once a server is back, and that it may have missed some', async () => {
    const [port, bus] = [await freePort(), await freePort()];
    const server = (): ReturnType<typeof startRedis> => startRedis(port, folder, '--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`, '--cluster-port', String(bus));
    const first = await server();
    const cli = (...args: string[]): string => spawnSync('redis-cli', ['-p', String(port), ...args], { encoding: 'utf8' }).stdout;
    const isWhole = (): Promise<void> => vitest.vi.waitFor(() => expect(cli('cluster', 'info')).toContain('cluster_state:ok'), { timeout: 10_000, interval: 50 });
    cli('cluster', 'addslotsrange', '0', '16383');
    await isWhole();
    const [here, there] = [await open(`redis://127.0.0.1:${port}`), await open(`redis://127.0.0.1:${port}`)];
    const heard: (string | undefined)[] = [];
    await here.watch((source) => heard.push(source));
    await there.commit({ set: [['entry/voa/1', 1]], delete: [] });
    await vitest.vi.waitFor(() => expect(heard).toEqual(['voa']), { interval: 5 });
    await first.stop();
    const second = await server();
    await isWhole();
    await vitest.vi.waitFor(() => expect(heard).toEqual(['voa', undefined]), { timeout: 10_000, interval: 20 });
    await vitest.vi.waitFor(() => there.commit({ set: [['entry/dw/1', 1]], delete: [] }), { timeout: 10_000, interval: 20 });
    await vitest.vi.waitFor(() => expect(heard).toContain('dw'), { interval: 5 });
    for (const store of [here, there]) await store.close();
    await second.stop();
  });

  it('takes over an embedded store and gives it back, key for key', async () => {
    const server = await startRedis(await freePort(), folder);
    const [embedded, redis, back] = [await open('memory:'), await open(`redis://127.0.0.1:${server.port}`), await open('memory:')];
    for (const source of ['voa', 'dw', 'voa-2']) {
      await embedded.commit({ set: [[`source/${source}`, { source }], ...Array.from({ length: 300 }, (_, index) => [`entry/${source}/${index}`, { index }] as const)], delete: [] });
    }
    await embedded.commit({ set: [['relay/key', 'k']], delete: [] });
    const there = await migrateStore(embedded, redis, 'embedded');
    expect(there).toMatchObject({ ok: true, value: { keys: 904 } });
    const again = await migrateStore(redis, back, 'redis');
    expect(again.ok && again.value.checksum).toBe(there.ok && there.value.checksum);
    for (const store of [embedded, redis, back]) await store.close();
    await server.stop();
  });
});
