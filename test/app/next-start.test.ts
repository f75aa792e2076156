import { expect, test } from 'vitest';
import { waitingForStart } from '../../src/app/next-start.js';
import { parseConfiguration } from '../../src/config/index.js';
import type { Configuration } from '../../src/model.js';

function read(text: string): Configuration {
  const loaded = parseConfiguration(text, 'f.yaml', {}, '/srv');
  if (!loaded.ok) throw new Error(loaded.mistakes.map(({ message }) => message).join('\n'));
  return loaded.configuration;
}

const STARTED = 'server: { listen: 127.0.0.1:8080, baseUrl: http://feeds.example/x }\nstore: sqlite:./a.db\n';

test.each<[string, string, readonly string[]]>([
  ['nothing', STARTED, []],
  ['another port', STARTED.replace(':8080', ':8081'), ['server.listen']],
  ['another host', STARTED.replace('127.0.0.1', '0.0.0.0'), ['server.listen']],
  ['another store', STARTED.replace('a.db', 'b.db'), ['store']],
  ['another path for readers', STARTED.replace('/x', '/y'), []],
  ['another name for readers', STARTED.replace('feeds.example', 'other.example'), []],
  ['all at once', 'server: { listen: 127.0.0.1:1, baseUrl: http://feeds.example }\nstore: "memory:"\n', ['server.listen', 'store']],
  ['a source', `${STARTED}sources: [{ id: a, url: "https://a.example/" }]`, []],
])('an edit of %s is compared with what runs, however often the file was edited since', (_, edited, waiting) => {
  expect(waitingForStart(read(STARTED), read(edited))).toEqual(waiting);
});
