import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForbiddenHost, isTrusted } from '../../src/fetch/guard.js';
import { isPrivateName, isPublicAddress } from '../../src/fetch/public-address.js';

describe('addresses that strangers may lead us to', () => {
  it.each([
    '1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '169.253.0.1',
    '2606:4700:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['this network', '0.0.0.0'], ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'], ['loopback', '127.255.255.254'],
    ['private', '10.0.0.1'], ['private', '172.16.0.1'], ['private', '172.31.255.255'], ['private', '192.168.1.1'],
    ['shared (CGNAT)', '100.64.0.1'], ['metadata in it', '100.100.100.200'],
    ['link-local', '169.254.0.1'], ['metadata', '169.254.169.254'], ['metadata', '168.63.129.16'], ['metadata', '192.0.0.192'],
    ['documentation', '192.0.2.1'], ['documentation', '198.51.100.1'], ['documentation', '203.0.113.1'],
    ['benchmarking', '198.18.0.1'], ['6to4 relays', '192.88.99.1'],
    ['multicast', '224.0.0.1'], ['multicast', '239.255.255.250'], ['reserved', '240.0.0.1'], ['broadcast', '255.255.255.255'],
    ['unspecified', '::'], ['loopback', '::1'], ['IPv4-compatible', '::127.0.0.1'], ['IPv4-compatible', '::808:808'],
    ['mapped', '::ffff:127.0.0.1'], ['mapped', '::ffff:a00:1'], ['mapped', '::ffff:169.254.169.254'], ['translated', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::127.0.0.1'], ['NAT64', '64:ff9b::a9fe:a9fe'], ['local NAT64', '64:ff9b:1::808:808'],
    ['6to4', '2002:7f00:1::'], ['Teredo', '2001:0:4136:e378::1'],
    ['link-local', 'fe80::1'], ['link-local with a zone', 'fe80::1%eth0'], ['site-local', 'fec0::1'],
    ['unique local', 'fc00::1'], ['metadata', 'fd00:ec2::254'], ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'], ['documentation', '3fff::1'], ['discard', '100::1'], ['segment routing', '5f00::1'],
    ['no address', 'example.com'], ['no address', ''],
  ])('%s: %s is not', (_what, address) => expect(isPublicAddress(address)).toBe(false));

  it('an IPv4 address is judged the same however it is dressed as IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });

  it('nothing outside of 2000::/3 is public, IPv4 within IPv6 aside', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(isIP(address) === 6 && !/^([23]...|[0:]|64:ff9b:)/i.test(address));
        expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });
});

describe('names that say they are private', () => {
  it.each(['localhost', 'LOCALHOST.', 'a.localhost', 'router.local', 'metadata.google.internal', 'nas.home.arpa', 'box.lan', 'intranet', ''])(
    '%s', (name) => expect(isPrivateName(name)).toBe(true),
  );
  it.each(['feedx.net', 'localhost.example', 'notlocal.org', 'internal.example.com', 'example.com.'])(
    'not %s', (name) => expect(isPrivateName(name)).toBe(false),
  );
});

describe('hosts in disguise', () => {
  it.each([
    'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://127.1/', 'http://127.0.0.1./', 'http://①②⑦.0.0.1/',
    'http://0/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[64:ff9b::10.0.0.1]/',
    'http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://feed@127.0.0.1/', 'http://feedx.net@10.0.0.1/',
  ])('%s is seen through', (url) => expect(isForbiddenHost(new URL(url).hostname)).toBe(true));
});

describe('a host that the operator wrote', () => {
  it.each<[string, string[], boolean]>([
    ['http://nas.lan/feed', ['nas.lan'], true],
    ['https://nas.lan/feed', ['nas.lan'], true],
    ['http://nas.lan:8080/feed', ['nas.lan:8080'], true],
    ['http://nas.lan:6379/feed', ['nas.lan'], false],
    ['http://nas.lan/feed', ['nas.lan:8080'], false],
    ['http://[::1]:8080/feed', ['[::1]:8080'], true],
    ['http://other.lan/', ['nas.lan'], false],
    ['http://sub.nas.lan/', ['nas.lan'], false],
  ])('%s with %o: %s', (url, hosts, trusted) => expect(isTrusted(new URL(url), hosts)).toBe(trusted));
});
