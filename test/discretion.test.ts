import { describe, expect, it } from 'vitest';
import { discretionOf } from '../src/discretion.js';
import { openRelayAddress, relayAddress } from '../src/relay-address.js';

const of = (value: string): ReturnType<typeof discretionOf> => discretionOf([{ name: 'SEC', value }]);

describe('what is told', () => {
  it.each([
    ['S3CRETVALUE', 'http://h/f?key=S3CRETVALUE is a web page', 'http://h/f?key=${SEC} is a web page'],
    ['S3CRETVALUE', 'https://h/login?next=%2Ff%3Fkey%3DS3CRETVALUE', 'https://h/login?next=%2Ff%3Fkey%3D${SEC}'],
    ['a b+c/d=e', 'http://h/f?key=a%20b+c/d=e and http://h/a%20b%2Bc%2Fd%3De', 'http://h/f?key=${SEC} and http://h/${SEC}'],
    ['feed', 'http://h/feed is a web page, not a feed', 'http://h/${SEC} is a web page, not a feed'],
    ['en', 'http://h/en/then?l=en, not taken', 'http://h/${SEC}/then?l=${SEC}, not taken'],
    ['News.Example', 'news.example refuses connections', '${SEC} refuses connections'],
    ['https://h/f?key=S3CRETVALUE', 'https://h/f?key=S3CRETVALUE moved to https://i/f?key=S3CRETVALUE', '${SEC} moved to https://i/f?key=${SEC}'],
  ])('of %s: %s', (value, text, told) => expect(of(value).told(text)).toBe(told));
});

describe('what relative addresses are resolved against', () => {
  it.each([
    ['S3CRETVALUE', 'http://h/a/f?key=S3CRETVALUE', 'http://h/a/f'],
    ['S3CRETVALUE', 'http://h/a/f?x=1&key=S3CRETVALUE&y=2', 'http://h/a/f?x=1&y=2'],
    ['S3CRETVALUE', 'http://h/u/S3CRETVALUE/f.xml?x=1', 'http://h/u/?x=1'],
    ['pw', 'http://h/u/pw/f.xml', 'http://h/u/'],
    ['pw', 'http://h/pwd/f.xml?pwd=x', 'http://h/pwd/f.xml?pwd=x'],
    ['news.example', 'https://news.example/f', 'https://news.example/f'],
    ['s3cretvalue', 'https://s3cretvalue.example/f', 'http://hidden.invalid/'],
  ])('of %s: %s', (value, address, open) => expect(of(value).open(address)).toBe(open));
});

describe('what is published', () => {
  it.each([
    ['S3CRETVALUE', 'http://h/a?key=S3CRETVALUE', 'http://h/a'],
    ['S3CRETVALUE', 'http://h/a?key=S3CRETVALUE&b=2#c', 'http://h/a?b=2#c'],
    ['S3CRETVALUE', '<a href="http://h/?a=1&amp;key=S3CRETVALUE&amp;b=2">', '<a href="http://h/?a=1&amp;b=2">'],
    ['S3CRETVALUE', '<a href="http://h/?key=S3CRETVALUE#top">', '<a href="http://h/#top">'],
    ['S3CRETVALUE', 'see http://h/?key=S3CRETVALUE&quot;', 'see http://h/&quot;'],
    ['S3CRETVALUE', 'http://h/S3CRETVALUE/1.mp3', 'http://h/hidden/1.mp3'],
    ['S3CRETVALUE', 'https://p/?url=http%3A%2F%2Fh%2Fa%3Fkey%3DS3CRETVALUE', 'https://p/?url=http%3A%2F%2Fh%2Fa%3Fkey%3Dhidden'],
    ['sommerregen', 'http://h/1?key=sommerregen&b=2, of sommerregen', 'http://h/1?b=2, of sommerregen'],
    ['abc7', 'http://h/1?key=abc7', 'http://h/1'],
    ['abC/dEf77gh', 'http://h/a?key=abC/dEf77gh of abC/dEf77gh and abC%2FdEf77gh', 'http://h/a of hidden and hidden'],
    ['abC dE77gh', 'http://h/abC%20dE77gh/1 of abC dE77gh', 'http://h/hidden/1 of hidden'],
    ['7', 'http://h/1?id=7', 'http://h/1?id=7'],
    ['feeds/v2/rss', 'http://h/feeds/v2/rss/1', 'http://h/feeds/v2/rss/1'],
    ['alice', 'http://h/alice/1', 'http://h/alice/1'],
    ['news.example', 'http://news.example/1', 'http://news.example/1'],
  ])('of %s: %s', (value, text, published) => expect(of(value).published({ text: [text], n: 1 })).toEqual({ text: [published], n: 1 }));
});

describe('what the addresses of relayed pictures stand for', () => {
  const relay = { base: 'https://feeds.example/x', key: 'k' };
  const published = (text: string): string => of('S3CRETVALUE').published({ text }, relay).text;
  const opened = (text: string): ReturnType<typeof openRelayAddress> => openRelayAddress(/src="([^"]*)"/.exec(text)?.[1] ?? '', relay.key);

  it('is published without the parameters that hold a secret, signed anew', () => {
    const made = relayAddress('http://h/p.png?key=S3CRETVALUE&w=2', 'http://h/1?key=S3CRETVALUE', relay);
    const text = published(`<p><img src="${made}" alt=""></p>`);
    expect(opened(text)).toEqual({ picture: 'http://h/p.png?w=2', article: 'http://h/1' });
    expect(text).toMatch(/^<p><img src="https:\/\/feeds\.example\/x\/img\//);
  });

  it('stays to the letter where it holds none, or where somebody else signed', () => {
    const text = `<img src="${relayAddress('http://h/p.png?key=1', undefined, relay)}"><img src="${relayAddress('http://h/p.png?key=S3CRETVALUE', undefined, { ...relay, key: 'other' })}">`;
    expect(published(text)).toBe(text);
  });
});
