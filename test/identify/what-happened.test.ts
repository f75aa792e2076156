import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/model.js';
import type { StoredEntry } from '../../src/ledger/rows.js';
import type { Step } from '../support/relive.js';
import { at, HOUR, newLife, START, told, type SeenLife, type Told } from './telling.js';

const keys = { guid: 'g', link: '/a' };
const rain = { ...keys, title: 'Rain', text: 'It rained.' };
const pour = { ...rain, text: 'It poured.' };
const hail = { ...rain, text: 'It hailed.' };

/** What happened to the only item of a document. */
function happened({ decision: { decisions } }: Step): string {
  const [decided] = decisions;
  if (decided === undefined || decisions.length > 1) return `${decisions.length} decisions`;
  return decided.kind === 'new' ? 'new' : decided.verdict.kind;
}

/** Shows single items, each at its hour. */
async function lived(...shown: readonly (readonly [hour: number, item: Item])[]): Promise<{ life: SeenLife; told: readonly string[] }> {
  const life = await newLife();
  const told: string[] = [];
  for (const [hour, item] of shown) told.push(happened(await life.show([item], at(hour))));
  return { life, told };
}

async function onlyEntry(life: SeenLife): Promise<StoredEntry> {
  const [entry, ...others] = await life.entries();
  if (entry === undefined || others.length > 0) throw new Error('there should be one entry');
  return entry;
}

const picture = (query: string, name = 'r'): string => `<p>It rained.</p><p><img src="https://pics.example/${name}.jpg?${query}"></p>`;
const enclosures = (url: string, type = 'audio/mpeg'): Pick<Item, 'enclosures'> => ({ enclosures: [{ url, type }] });

describe('a known item arrives once more', () => {
  const dated = { ...rain, hour: -5 };
  const stamped = { ...rain, stamp: -5 };
  test.each<readonly [what: string, first: Item, second: Item, is: string]>([
    ['same embedded stamp', told(stamped), told(stamped), 'duplicate'],
    ['same embedded stamp, other words: one crawl has one version', told(stamped), told({ ...pour, stamp: -5 }), 'duplicate'],
    ['same date, same raw item', told(dated), told(dated), 'duplicate'],
    ['no date, same raw item', told(rain), told(rain), 'duplicate'],
    ['same date, other raw item, cleaned as before', told(dated), told({ ...dated, text: undefined, html: '<p class="x">It rained.</p>' }), 'recrawl'],
    ['same date, its link with a tracking parameter', told(dated), told({ ...dated, link: '/a?utm_source=rss' }), 'recrawl'],
    ['newer embedded stamp, as before', told(stamped), told({ ...rain, stamp: -4 }), 'recrawl'],
    ['newer date, as before', told(dated), told({ ...rain, hour: -4 }), 'recrawl'],
    ['a date at last, as before', told(rain), told(dated), 'recrawl'],
    ['no date any more, as before', told(dated), told(rain), 'recrawl'],
    ['another summary is no revision', told(dated), { ...told(dated), summary: 'Wet.' }, 'recrawl'],
    ['another image is no revision', told(dated), { ...told(dated), image: 'https://pics.example/x.jpg' }, 'recrawl'],
    ['query of a picture, newer stamp', told({ ...keys, title: 'Rain', html: picture('sig=1'), stamp: -5 }), told({ ...keys, title: 'Rain', html: picture('sig=2'), stamp: -4 }), 'refreshed'],
    ['query of a picture, same date', told({ ...keys, html: picture('sig=1'), hour: -5 }), told({ ...keys, html: picture('sig=2'), hour: -5 }), 'refreshed'],
    ['query of a picture, no date', told({ ...keys, html: picture('sig=1') }), told({ ...keys, html: picture('sig=2') }), 'refreshed'],
    ['query of a link in the text', told({ ...keys, html: '<p><a href="https://other.example/?a=1">There</a></p>' }), told({ ...keys, html: '<p><a href="https://other.example/?a=2">There</a></p>' }), 'refreshed'],
    ['query of an enclosure', { ...told(dated), ...enclosures('https://cdn.example/r.mp3?t=1') }, { ...told(dated), ...enclosures('https://cdn.example/r.mp3?t=2') }, 'refreshed'],
    ['path of a picture', told({ ...keys, html: picture('sig=1'), hour: -5 }), told({ ...keys, html: picture('sig=1', 's'), hour: -5 }), 'revision'],
    ['what looks like a query in the words', told({ ...rain, text: 'Rain? sig=1', hour: -5 }), told({ ...rain, text: 'Rain? sig=2', hour: -5 }), 'revision'],
    ['address in the words', told({ ...rain, text: 'See https://x.example/?a=1 there', hour: -5 }), told({ ...rain, text: 'See https://x.example/?a=2 there', hour: -5 }), 'revision'],
    ['another enclosure', { ...told(dated), ...enclosures('https://cdn.example/r.mp3') }, { ...told(dated), ...enclosures('https://cdn.example/s.mp3') }, 'revision'],
    ['another type of enclosure', { ...told(dated), ...enclosures('https://cdn.example/r') }, { ...told(dated), ...enclosures('https://cdn.example/r', 'audio/ogg') }, 'revision'],
    ['another title', told(dated), told({ ...dated, title: 'Rain, at last' }), 'revision'],
    ['another author', told(dated), { ...told(dated), authors: [{ name: 'A. Weather' }] }, 'revision'],
    ['another category', told(dated), { ...told(dated), categories: [{ term: 'Weather' }] }, 'revision'],
    ['other words, newer stamp', told(stamped), told({ ...pour, stamp: -4 }), 'revision'],
    ['other words, same date', told(dated), told({ ...pour, hour: -5 }), 'revision'],
    ['other words, no date', told(rain), told(pour), 'revision'],
    ['other words, the date gone', told(dated), told(pour), 'revision'],
    ['other words, an older stamp', told(stamped), told({ ...pour, stamp: -6 }), 'stale'],
    ['other words, an older date', told(dated), told({ ...pour, hour: -6 }), 'stale'],
  ])('%s', async (_, first, second, is) => {
    const { told } = await lived([0, first], [1, second]);
    expect(told).toEqual(['new', is]);
  });

  test.each<readonly [what: string, item: Item, again: Item]>([
    ['the same embedded stamp', told(stamped), told({ ...pour, stamp: -5 })],
    ['the same date and raw item', told(dated), told(dated)],
    ['the same raw item without a date', told(rain), told(rain)],
  ])('by %s: nothing is cleaned or written', async (_, item, again) => {
    const { life } = await lived([0, item]);
    const before = await life.rows();
    const step = await life.show([again], at(1));
    expect(step.decision.decisions.map(({ arrival }) => arrival.cleaned)).toEqual([undefined]);
    expect(await life.rows()).toEqual(before);
  });
});

describe('re-crawled', () => {
  test('the stamp is remembered: what is older than it is stale from now on, and the same stamp a duplicate', async () => {
    const { told: kinds } = await lived([0, told({ ...rain, stamp: -9 })], [1, told({ ...rain, stamp: -5 })], [2, told({ ...pour, stamp: -7 })], [3, told({ ...pour, stamp: -5 })]);
    expect(kinds).toEqual(['new', 'recrawl', 'stale', 'duplicate']);
  });

  test('nothing published changes', async () => {
    const { life } = await lived([0, told({ ...rain, stamp: -9 })]);
    const before = await life.entries();
    await life.show([told({ ...rain, stamp: -5 })], at(1));
    expect(await life.entries()).toEqual(before);
  });

  test('as before with an older stamp, nothing changes either, however long it is shown', async () => {
    const life = await newLife();
    await life.show([told({ ...rain, stamp: -9 })], at(0));
    const before = await life.entries();
    for (const hour of [1, 20, 40, 60]) await life.show([told({ ...rain, stamp: -10 })], at(hour));
    expect(await life.entries()).toEqual(before);
  });
});

describe('refreshed', () => {
  test('the new content is taken, no date moves, no revision is counted', async () => {
    const { life } = await lived([0, told({ ...keys, html: picture('sig=1'), stamp: -9 })]);
    const before = await onlyEntry(life);
    const step = await life.show([told({ ...keys, html: picture('sig=2'), stamp: -5 })], at(1));
    const after = await onlyEntry(life);
    expect(step).toMatchObject({ fresh: 0, revised: 0 });
    expect(after.cleaned.content).toContain('sig=2');
    expect(after).toMatchObject({ id: before.id, version: before.version, published: before.published, updated: before.updated, commit: before.commit });
  });

  test('by a stamp that is older it is not', async () => {
    const { life } = await lived([0, told({ ...keys, html: picture('sig=2'), stamp: -5 })], [1, told({ ...keys, html: picture('sig=1'), stamp: -9 })]);
    expect((await onlyEntry(life)).cleaned.content).toContain('sig=2');
  });
});

describe('revised', () => {
  test.each<readonly [what: string, first: Told, second: Told, updated: number]>([
    ['by a newer stamp: updated is the stamp', { stamp: -9 }, { stamp: -5 }, at(-5)],
    ['by a newer date: updated is the date', { hour: -9 }, { hour: -5 }, at(-5)],
    ['at the same date: updated is when we first saw it', { hour: -9 }, { hour: -9 }, at(2)],
    ['without a date: likewise', {}, {}, at(2)],
    ['the date gone: likewise', { hour: -9 }, {}, at(2)],
    ['by a stamp ahead of the clock: likewise', { stamp: -9 }, { stamp: 48 }, at(2)],
    ['by a stamp hardly newer: a second later than before at least', { stamp: -9 }, { stamp: -9 + 1 / 3600 / 1000 }, at(-9) + 1000],
    ['dated at last, before its first sight: not before it was published', {}, { stamp: -9 }, at(0) + 1000],
  ])('%s', async (_, first, second, updated) => {
    const { life } = await lived([0, told({ ...rain, ...first })]);
    const before = await onlyEntry(life);
    await life.show([told({ ...pour, ...second })], at(2));
    const after = await onlyEntry(life);
    expect(after.cleaned.content).toBe('<p>It poured.</p>');
    expect(after).toMatchObject({ id: before.id, published: before.published, firstSeen: before.firstSeen, version: 2, updated });
  });

  test('twice within a second: updated goes on all the same', async () => {
    const life = await newLife();
    await life.show([told({ ...rain, hour: -9 })], START);
    await life.show([told({ ...pour, hour: -9 })], START + 300);
    await life.show([told({ ...hail, hour: -9 })], START + 600);
    expect((await onlyEntry(life)).updated).toBe(START + 1300);
  });

  test('after the clock was set back: updated goes on all the same', async () => {
    const life = await newLife();
    await life.show([told({ ...rain, hour: -9 })], START);
    await life.show([told({ ...pour, hour: -9 })], START + HOUR);
    await life.show([told({ ...hail, hour: -9 })], START - 400 * HOUR);
    expect(await onlyEntry(life)).toMatchObject({ cleaned: { content: '<p>It hailed.</p>' }, updated: START + HOUR + 1000, firstSeen: START });
  });
});

describe('a stale copy of a lagging mirror', () => {
  const first = { ...rain, stamp: -9 };
  const second = { ...pour, stamp: -5 };
  test.each<readonly [what: string, shown: readonly Told[], told: readonly string[]]>([
    ['an older stamp', [first, second, first], ['new', 'revision', 'stale']],
    ['an older stamp with words never seen', [second, { ...hail, stamp: -6 }], ['new', 'stale']],
    ['at the same date, a version it had before', [{ ...rain, hour: -9 }, { ...pour, hour: -9 }, { ...rain, hour: -9 }], ['new', 'revision', 'stale']],
    ['without a date, a version it had before', [rain, pour, rain], ['new', 'revision', 'stale']],
    ['without a date, a version it had long before', [rain, pour, hail, rain], ['new', 'revision', 'revision', 'stale']],
    ['a version it had before, with a newer stamp, is no copy', [first, second, { ...rain, stamp: -1 }], ['new', 'revision', 'revision']],
    ['a version it never had, at the same date, is none', [{ ...rain, hour: -9 }, { ...pour, hour: -9 }, { ...hail, hour: -9 }], ['new', 'revision', 'revision']],
    ['and then what it is now: nothing new', [rain, pour, rain, pour], ['new', 'revision', 'stale', 'duplicate']],
    ['an undated copy between two of a date is no reason to begin again', [{ ...rain, hour: -9 }, pour, { ...rain, hour: -9 }], ['new', 'revision', 'stale']],
  ])('%s', async (_, shown, kinds) => {
    expect((await lived(...shown.map((one, hour) => [hour, told(one)] as const))).told).toEqual(kinds);
  });

  test('is ignored: nothing published changes', async () => {
    const { life } = await lived([0, told(first)], [1, told(second)]);
    const before = await life.entries();
    const step = await life.show([told(first)], at(2));
    expect(step).toMatchObject({ fresh: 0, revised: 0 });
    expect(await life.entries()).toEqual(before);
  });

  const old = told(first);
  const current = told(second);
  test.each<readonly [what: string, polls: readonly (readonly [hour: number, item: Item])[], last: string]>([
    ['every poll of 24 hours, three at least: it is meant', [[2, old], [14, old], [26, old]], 'revision'],
    ['in three polls of less than a day: not yet', [[2, old], [14, old], [25.9, old]], 'stale'],
    ['in two polls a day apart: not yet', [[2, old], [27, old]], 'stale'],
    ['where the current one came between: it begins anew', [[2, old], [14, old], [20, current], [26, old], [27, old]], 'stale'],
    ['where another older one came between: it begins anew', [[2, old], [14, told({ ...hail, stamp: -8 })], [26, old], [27, old]], 'stale'],
    ['and a day after that it is', [[2, old], [14, old], [20, current], [26, old], [27, old], [50, old]], 'revision'],
    ['a version it had before, without its date', [[2, told(rain)], [14, told(rain)], [26, told(rain)]], 'revision'],
  ])('shown in %s', async (_, polls, last) => {
    const { told: kinds } = await lived([0, old], [1, current], ...polls);
    expect(kinds.at(-1)).toBe(last);
  });

  test('meant, it is a revision of the time of the poll, and the version before it is the stale one from then on', async () => {
    const { life } = await lived([0, told(rain)], [1, told(pour)], [2, told(rain)], [14, told(rain)]);
    expect(happened(await life.show([told(rain)], at(26)))).toBe('revision');
    expect(await onlyEntry(life)).toMatchObject({ cleaned: { content: '<p>It rained.</p>' }, updated: at(26), version: 3 });
    expect(happened(await life.show([told(rain)], at(27)))).toBe('duplicate');
    expect(happened(await life.show([told(pour)], at(28)))).toBe('stale');
  });
});
