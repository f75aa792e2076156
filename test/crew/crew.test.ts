import { readdir, readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createCrew } from '../../src/crew/index.js';
import { createLane } from '../../src/crew/lane.js';
import { generic, item } from '../support/relive.js';

const context = {
  url: 'https://example.org/feed',
  timezone: 'UTC',
  limits: { items: 5000, item: 5_000_000, nesting: 256 },
};

function feedOf(items: number, body: string): Uint8Array {
  const rows = Array.from({ length: items }, (_, place) => `<item><title>Title ${place}</title><guid>g${place}</guid><description>${body}</description></item>`);
  return Buffer.from(`<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${rows.join('')}</channel></rss>`);
}

describe('work that can take long', () => {
  const crew = createCrew({ inline: 1024 });
  afterAll(() => crew.close());

  test('is the same work in a process as here', async () => {
    const here = createCrew({ inline: Infinity });
    const bytes = feedOf(40, '&lt;p&gt;A body of some words.&lt;/p&gt;');
    expect(await crew.parse(new Uint8Array(bytes), context)).toEqual(await here.parse(bytes, context));
    const items = [item({ title: 'a', content: '<p onclick="x()">small</p>' }), item({ title: 'b', content: `<p>${'large '.repeat(1000)}</p><script>1</script>` }), item({ title: 'c', content: '<b>c</b>' })];
    expect(await crew.clean(items, generic, 'here')).toEqual(await here.clean(items, generic, 'there'));
  });

  test('leaves this thread free meanwhile', async () => {
    const bytes = feedOf(4000, `&lt;p&gt;${'word '.repeat(90)}&lt;/p&gt;`);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const parsed = await crew.parse(bytes, context);
    clearInterval(timer);
    expect(parsed.ok).toBe(true);
    // Far below what parsing takes; what is left is the answer's copy and whatever else runs on the machine.
    expect(longest).toBeLessThan(400);
  });

  test('reads a feed of nearly 20 MB in its bounded heap', async () => {
    const bytes = feedOf(3000, `&lt;p&gt;${'some words of an article '.repeat(250)}&lt;/p&gt;`);
    expect(bytes.byteLength).toBeGreaterThan(18_000_000);
    const parsed = await crew.parse(bytes, context);
    expect(parsed.ok && parsed.value.items.length).toBe(3000);
  });

  test('takes over a feed in parcels with nothing of it lost, and a failure as it is', async () => {
    const here = createCrew({ inline: Infinity });
    const long = feedOf(700, `&lt;p&gt;${'words of it '.repeat(200)}&lt;/p&gt;`);
    const one = feedOf(1, 'a long article '.repeat(70_000));
    for (const bytes of [long, one, feedOf(0, ''), Buffer.from('x'.repeat(700_000))]) expect(await crew.parse(new Uint8Array(bytes), context)).toEqual(await here.parse(bytes, context));
  });

  test('takes over very many items that hold nothing', async () => {
    const limits = { ...context.limits, items: 200_000 };
    const bytes = Buffer.from(`<rss version="2.0"><channel><title>T</title>${'<item><title>x</title></item>'.repeat(150_000)}</channel></rss>`);
    const roomy = createLane({ heap: 512, idle: 0, deadline: 60_000 });
    const read = await roomy.run<{ readonly ok: boolean; readonly value: { readonly items: readonly unknown[] } }>({ kind: 'parse', bytes, context: { ...context, limits } }, context.url);
    expect(read.ok && read.value.value.items.length).toBe(150_000);
    await roomy.close();
  }, 90_000);

  test('refuses a bomb of elements in bounded time and memory', async () => {
    const elements = Buffer.from(`<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item>${'<a><b/></a>'.repeat(1_700_000)}</item></channel></rss>`);
    const before = process.memoryUsage.rss();
    expect(await crew.parse(elements, context)).toMatchObject({ ok: false });
    expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
  });

  test('fails alone where it needs more memory than it may have', async () => {
    const lane = createLane({ heap: 16, idle: 0, deadline: 20_000 });
    const bytes = feedOf(3000, 'some words of an article '.repeat(250));
    expect(await lane.run({ kind: 'parse', bytes, context }, context.url)).toMatchObject({ ok: false, failure: { code: 'too-complex' } });
    expect(await lane.run({ kind: 'parse', bytes: feedOf(10, 'words'), context }, context.url)).toMatchObject({ ok: true });
    await lane.close();
  });

  test('fails alone where it needs more time, and the process that was given up is replaced', async () => {
    const bytes = feedOf(3000, 'some words of an article '.repeat(250));
    const hasty = createLane({ heap: 96, idle: 0, deadline: 1 });
    expect(await hasty.run({ kind: 'parse', bytes, context }, context.url)).toMatchObject({ ok: false, failure: { code: 'too-slow' } });
    await hasty.close();
    expect(await crew.parse(feedOf(100, 'words'), context)).toMatchObject({ ok: true });
  });

  test('blames nobody for what was under way when it closed, or was ended with the program', async () => {
    const bytes = (): Uint8Array => feedOf(3000, 'some words of an article '.repeat(250));
    const lane = createLane({ heap: 128, idle: 60_000, deadline: 20_000 });
    const reading = lane.run({ kind: 'parse', bytes: bytes(), context }, context.url);
    const [child] = await vi.waitFor(async () => {
      const children = await childrenOf(process.pid);
      expect(children).not.toHaveLength(0);
      return children;
    });
    expect(child).toBeDefined();
    const waiting = lane.run({ kind: 'parse', bytes: bytes(), context }, context.url);
    await lane.close();
    for (const given of await Promise.all([reading, waiting])) expect(given).toMatchObject({ ok: false, failure: { code: 'aborted' } });
  });

  test('has a new process where the one before was ended, and knows nothing of our secrets', async () => {
    const lane = createLane({ heap: 64, idle: 60_000, deadline: 20_000 });
    process.env['CREW_TEST_SECRET'] = 'nobody-may-know';
    const read = (): Promise<unknown> => lane.run({ kind: 'parse', bytes: feedOf(10, 'words'), context }, context.url);
    expect(await read()).toMatchObject({ ok: true });
    const [child] = await childrenOf(process.pid);
    if (child === undefined) throw new Error('the lane has no process');
    expect(await readFile(`/proc/${child}/environ`, 'utf8')).not.toContain('nobody-may-know');
    process.kill(child, 'SIGKILL');
    await vi.waitFor(async () => expect(await childrenOf(process.pid)).not.toContain(child));
    expect(await read()).toMatchObject({ ok: true });
    await lane.close();
    delete process.env['CREW_TEST_SECRET'];
  });
});

/** Of a process, those that read feeds. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lines = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')));
  const children = lines.flatMap((line) => line.split(' ').filter(Boolean).map(Number));
  const commands = await Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')));
  return children.filter((_, at) => commands[at]?.includes('crew/process') === true);
}
