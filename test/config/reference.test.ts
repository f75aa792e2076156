import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { beforeAll, describe, expect, it } from 'vitest';
import { configurationJsonSchema, loadConfiguration, parseConfiguration } from '../../src/config/index.js';
import { configurationPage, schemaFile } from '../../src/config/reference.js';

const root = new URL('../../', import.meta.url);
const shipped = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

describe('what derives from the definition is as the definition has it ("node dist/config/write-reference.js" writes it)', () => {
  it('the JSON Schema', async () => {
    expect(await shipped('config/feedrelay.schema.json')).toBe(schemaFile());
  });

  it('the page on every key', async () => {
    expect(await shipped('docs/configuration.md')).toBe(configurationPage());
  });

  it('which says of every key what it is for, and shows most of them', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties = {}, items, anyOf = [] } = node as { properties?: Record<string, object>; items?: object; anyOf?: object[] };
      for (const [key, inner] of Object.entries(properties)) {
        if (!('description' in inner)) undescribed.push(`${path}.${key}`);
        walk(inner, `${path}.${key}`);
      }
      walk(items, `${path}[]`);
      for (const option of anyOf) walk(option, path);
    };
    walk(configurationJsonSchema(), '');
    expect(undescribed).toEqual([]);
  });
});

describe('the default file', () => {
  let text = '';
  beforeAll(async () => {
    text = await shipped('config/feedrelay.yaml');
  });

  it('holds without a mistake or a warning, and polls three feedx sources and the samples', async () => {
    const loaded = await loadConfiguration('config/feedrelay.yaml', {}, new URL('.', root).pathname);
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const sources = loaded.ok ? loaded.configuration.sources : [];
    expect(sources.map(({ url }) => url)).toEqual([
      new URL('config/samples', root).href,
      'https://feedx.net/rss/mgzy1.xml',
      'https://feedx.net/rss/dw.xml',
      'https://feedx.net/rss/nytimes.xml',
    ]);
    expect(loaded.ok && loaded.configuration.feeds.map(({ id }) => id)).toEqual(['all']);
  });

  it('names its schema, and that schema agrees with it and refuses what we refuse', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=feedrelay.schema.json');
    const editor = z.fromJSONSchema(configurationJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(editor.safeParse(parse(text)).success).toBe(true);
    expect(editor.safeParse(parse(text.replace('keep: all', 'keep: most'))).success).toBe(false);
    expect(editor.safeParse(parse(text.replace('store:', 'stroe:'))).success).toBe(false);
  });

  it('would hold with everything its commented source can say', () => {
    const begin = text.indexOf('  # - id: mine');
    const mine = text.slice(begin, text.indexOf('\nfeeds:')).replaceAll(/^ {2}# /gm, '  ');
    const loaded = parseConfiguration(`${text.slice(0, begin)}${mine}`, 'f.yaml', { MY_COOKIE: 'a=b' }, '/');
    expect(loaded.ok ? loaded.configuration.sources.at(-1)?.headers : loaded.mistakes).toEqual({ Cookie: 'a=b' });
  });
});
