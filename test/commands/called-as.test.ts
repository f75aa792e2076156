import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { calledAs } from '../../src/commands/called-as.js';

it.each([
  ['/usr/local/bin/feedrelay', 'feedrelay'],
  [resolve('dist/main.js'), 'node dist/main.js'],
  ['/opt/feedrelay/dist/main.js', 'node /opt/feedrelay/dist/main.js'],
  [resolve('my copy/main.js'), "node 'my copy/main.js'"],
])('what is called as %s names itself %s', (file, name) => {
  expect(calledAs(file)).toBe(name);
});
