import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask } from '../serve/client.js';
import { feedSite, type FeedSite } from '../support/feed-site.js';
import { startUpstream, type Upstream } from '../support/upstream.js';
import { readExposition, type Family } from './exposition.js';
import { running } from './running.js';

let site: Upstream;
let feed: FeedSite;
beforeAll(async () => {
  feed = feedSite();
  site = await startUpstream({ '/feed.xml': feed.route });
  feed.publish(
    { title: 'One', link: 'https://site.example/1', guid: '1', crawled: Date.UTC(2026, 0, 2), body: '<p>One.</p>' },
    { title: 'Two', link: 'https://site.example/2', guid: '2', crawled: Date.UTC(2026, 0, 3), body: '<p>Two.</p>' },
  );
});
afterAll(() => site.close());

const configuration = (): string => `sources:
  - { id: good, url: "${site.origin}/feed.xml" }
  - { id: bad, url: "${site.origin}/nowhere.xml?secret=hunter2", headers: { Cookie: swordfish } }
`;

/** The metrics once both sources were polled. */
async function scraped(url: string): Promise<{ text: string; families: ReadonlyMap<string, Family> }> {
  return vi.waitFor(async () => {
    const { text } = await ask(`${url}/metrics`);
    const families = readExposition(text);
    if (families.get('feedrelay_polls_total')?.samples.length !== 2) throw new Error('not polled yet');
    return { text, families };
  }, 10_000);
}

function figure(families: ReadonlyMap<string, Family>, name: string, labels: Record<string, string> = {}): number | undefined {
  return families.get(name)?.samples.find((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))?.value;
}

describe('/metrics', () => {
  it('tells what polls did, in the format that Prometheus reads', async () => {
    const { url } = await running(configuration());
    const { families } = await scraped(url);
    expect(figure(families, 'feedrelay_polls_total', { source: 'good', status: 'changed' })).toBe(1);
    expect(figure(families, 'feedrelay_polls_total', { source: 'bad', status: 'failed' })).toBe(1);
    expect(figure(families, 'feedrelay_items_total', { source: 'good', kind: 'new' })).toBe(2);
    expect(figure(families, 'feedrelay_source_entries', { source: 'good' })).toBe(2);
    expect(figure(families, 'feedrelay_source_failures', { source: 'bad' })).toBe(1);
    expect(figure(families, 'feedrelay_source_next_due_timestamp_seconds', { source: 'good' })).toBeGreaterThan(Date.now() / 1000);
    expect(figure(families, 'feedrelay_fetched_bytes_total', { kind: 'feed' })).toBeGreaterThan(300);
    expect(figure(families, 'feedrelay_store_up')).toBe(1);
    expect(figure(families, 'feedrelay_store_bytes')).toBeGreaterThan(1000);
    expect(figure(families, 'feedrelay_configuration_mistakes')).toBe(0);
    expect(families.get('feedrelay_poll_duration_seconds')?.samples.find(({ labels }) => labels['le'] === '+Inf')?.value).toBe(1);
    expect(figure(families, 'feedrelay_nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('bears our name throughout, and no secret', async () => {
    const { url } = await running(configuration(), { server: '  token: correct-horse\n' });
    const { text, families } = await scraped(url);
    expect([...families.keys()].filter((name) => !name.startsWith('feedrelay_'))).toEqual([]);
    expect(text).not.toMatch(/hunter2|swordfish|correct-horse|127\.0\.0\.1/);
  });

  it('has every figure that the dashboard draws', async () => {
    const { url } = await running(configuration());
    const { families } = await scraped(url);
    const dashboard = await readFile(new URL('../../config/grafana-dashboard.json', import.meta.url), 'utf8');
    const drawn = new Set(JSON.stringify(JSON.parse(dashboard)).match(/feedrelay_\w+/g));
    expect(drawn.size).toBeGreaterThan(15);
    expect([...drawn].filter((name) => !families.has(name.replace(/_bucket$/, '')))).toEqual([]);
  });
});

describe('the reader of these tests', () => {
  it.each([
    ['a line without its end', '# HELP a b\n# TYPE a gauge\na 1'],
    ['a sample without a type', 'a 1\n'],
    ['a value that is no number', '# HELP a b\n# TYPE a gauge\na one\n'],
    ['a series that comes twice', '# HELP a b\n# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n'],
    ['a label that is not quoted', '# HELP a b\n# TYPE a gauge\na{x=1} 1\n'],
    ['a sample of another family', '# HELP a b\n# TYPE a gauge\nb 1\n'],
  ])('refuses %s', (_, text) => expect(() => readExposition(text)).toThrow());
});
