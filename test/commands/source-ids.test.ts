import { expect, test } from 'vitest';
import { sourceIdsIn } from '../../src/commands/line/source-ids.js';

test.each<[string, string, readonly string[]]>([
  ['a list', 'sources:\n  - id: voa\n    url: https://a.example/\n  - id: dw-1\n', ['voa', 'dw-1']],
  ['a list without indent', 'sources:\n- id: voa\n- id: dw\n', ['voa', 'dw']],
  ['an id that does not come first', 'sources:\n  - url: https://a.example/\n    id: voa\n', ['voa']],
  ['maps in one line', 'sources:\n  - { id: voa, url: "https://a.example/" }\n  - {url: x, "id": "dw"}\n', ['voa', 'dw']],
  ['all in one line', 'sources: [{ id: voa, url: x }, { id: dw, url: x }]\n', ['voa', 'dw']],
  ['JSON', '{"sources":[{"id":"voa"},{"id":"dw"}],"feeds":[{"id":"all"}]}', ['voa', 'dw']],
  ['quotes', "sources:\n  - id: 'voa'\n", ['voa']],
  ['other line endings', 'sources:\r\n  - id: voa\r\n    url: x\r\n', ['voa']],
  ['merged feeds before and after', 'feeds:\n  - { id: all, sources: [voa] }\nsources:\n  - id: voa\nlimits: { id: x }\n', ['voa']],
  ['comments', '# sources:\nsources:\n  # - id: off\n  - id: voa # id: not-this\n', ['voa']],
  ['an address with id in it', 'sources:\n  - id: voa\n    url: https://a.example/?id=x&sid:y\n', ['voa']],
  ['no sources', 'server: { listen: 127.0.0.1:1 }\n', []],
  ['nothing', '', []],
])('a shell is offered the ids of %s', (_, text, ids) => {
  expect(sourceIdsIn(text)).toEqual(ids);
});

test('between two keys, for a thousand sources too', () => {
  const text = `sources:\n${Array.from({ length: 1_000 }, (_, n) => `  - id: s${n}\n    url: https://site.example/${n}\n    title: 一个很长的标题 ${n}\n`).join('')}`;
  const began = performance.now();
  expect(sourceIdsIn(text)).toHaveLength(1_000);
  expect(performance.now() - began).toBeLessThan(100);
});
