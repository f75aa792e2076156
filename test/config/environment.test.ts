import { describe, expect, it } from 'vitest';
import { configurationFile, formatMistake, parseConfiguration, type Loaded } from '../../src/config/index.js';

const parse = (text: string, env: NodeJS.ProcessEnv): Loaded => parseConfiguration(text, 'f.yaml', env, '/srv');
const told = (loaded: Loaded): string[] => (loaded.ok ? [] : loaded.mistakes.map(formatMistake));
const titleOf = (title: string, env: NodeJS.ProcessEnv): string | undefined => {
  const loaded = parse(`sources: [{ id: a, url: "https://a.example/", title: '${title}' }]`, env);
  return loaded.ok ? loaded.configuration.sources[0]?.title : told(loaded).join();
};

describe('${NAME} in a text', () => {
  it.each([
    ['the whole of it', '${A}', 'one'],
    ['a part of it', 'x${A}y${B}', 'xoneytwo'],
    ['two dollars for one', '$${A} and ${A}', '${A} and one'],
    ['other dollars stay', '$A costs $5 {A} ${}', '$A costs $5 {A} ${}'],
    ['what is put in is not read again', '${C}', '${A}'],
  ])('%s', (_, text, read) => {
    expect(titleOf(text, { A: 'one', B: 'two', C: '${A}' })).toBe(read);
  });

  it('that is not set is a mistake, and so are forms that only a shell knows', () => {
    expect(titleOf('${A}', {})).toBe('f.yaml:1:54: the environment variable A is not set: set it before the start, or write $${A} if the text itself is meant');
    expect(titleOf('${A:-b}', { A: 'one' })).toBe(
      'f.yaml:1:54: title holds ${A:-b}, and only ${NAME} is read from the environment: give the variable a value there, or write $$ for a plain $',
    );
  });

  it('is a variable, and nothing else that JavaScript knows by that name', () => {
    expect(titleOf('${constructor}', {})).toMatch('the environment variable constructor is not set');
  });

  it.each(['token', 'secret'])('not set, or empty, means no %s', (key) => {
    for (const env of [{}, { T: '' }]) {
      const loaded = parse(`server: { ${key}: "\${T}" }`, env);
      expect(loaded.ok && Object.keys(loaded.configuration.server)).toEqual(['listen', 'baseUrl']);
    }
    const loaded = parse(`server: { ${key}: "\${T}" }`, { T: 'abc' });
    expect(loaded.ok && loaded.configuration.server).toMatchObject({ [key]: 'abc' });
  });

  it('never shows its value in a message', () => {
    const text = 'store: "${S}"\nsources: [{ id: a, url: "${S}", headers: { Cookie: "${S}" }, timezone: "${S}" }]';
    expect(told(parse(text, { S: 'hunter2\n' })).join()).not.toContain('hunter2');
    expect(told(parse(text, { S: 'hunter2\n' }))).toHaveLength(4);
  });
});

describe('variables that override the file', () => {
  const file = 'server: { listen: "1.2.3.4:1", baseUrl: "http://old.example" }\nstore: "memory:"';

  it('win over it, and an empty one does not', () => {
    const loaded = parse(file, { FEEDRELAY_LISTEN: ':80', FEEDRELAY_BASE_URL: 'https://new.example/f/', FEEDRELAY_STORE: '' });
    expect(loaded.ok && loaded.configuration).toMatchObject({
      server: { listen: { host: '0.0.0.0', port: 80 }, baseUrl: 'https://new.example/f' },
      store: 'memory:',
    });
  });

  it('are named where they are wrong, passwords left out', () => {
    expect(told(parse(file, { FEEDRELAY_LISTEN: '80', FEEDRELAY_BASE_URL: 'new.example', FEEDRELAY_STORE: 'redis://u:hunter2@' }))).toEqual([
      'FEEDRELAY_LISTEN: server.listen "80" is no address to listen on: write host:port such as 127.0.0.1:8080, [::1]:8080, or :8080 for every address of this machine',
      'FEEDRELAY_BASE_URL: server.baseUrl "new.example" is no web address: write the address that readers use, such as https://feeds.example.org or https://example.org/feeds',
      'FEEDRELAY_STORE: store "redis://…@" is no address of a Redis server: write sqlite:PATH such as sqlite:./cache/feedrelay.db, redis://host:6379/0, rediss://… or memory',
    ]);
  });

  it('name the file too', () => {
    expect([configurationFile({}), configurationFile({ FEEDRELAY_CONFIG: '' }), configurationFile({ FEEDRELAY_CONFIG: '/etc/f.yaml' })]).toEqual([
      'config/feedrelay.yaml',
      'config/feedrelay.yaml',
      '/etc/f.yaml',
    ]);
  });
});
