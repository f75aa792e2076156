import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/fetch/explain.js';
import { answer, startUpstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

const failing = (code: string): Error => Object.assign(new Error('internal wording'), { code });

describe('what went wrong, in words', () => {
  it.each([
    ['ENOTFOUND', 'dns', 'The name feedx.nte leads nowhere; check the address for a typing mistake, or whether this machine is on the network.'],
    ['EAI_AGAIN', 'dns', /no name server answers/],
    ['ECONNREFUSED', 'refused', /refuses connections/],
    ['ENETUNREACH', 'unreachable', /no way to feedx\.nte/],
    ['EHOSTUNREACH', 'unreachable', /no way to/],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout', /did not take the connection/],
    ['ETIMEDOUT', 'connect-timeout', /did not take/],
    ['ECONNRESET', 'reset', /broke off/],
    ['CERT_HAS_EXPIRED', 'tls', /certificate of feedx\.nte has expired/],
    ['CERT_NOT_YET_VALID', 'tls', /check the clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /for another name/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', /self-signed.*NODE_EXTRA_CA_CERTS/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', /authority we do not know/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', /intermediate/],
    ['CERT_SIGNATURE_FAILURE', 'tls', /cannot be trusted \(CERT_SIGNATURE_FAILURE\)/],
    ['EPROTO', 'tls', /does not speak TLS/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /does not speak TLS/],
    ['HPE_INVALID_CONSTANT', 'bad-response', /not HTTP/],
    ['Z_DATA_ERROR', 'bad-encoding', /cannot be decompressed/],
    ['ERR__ERROR_FORMAT_PADDING_1', 'bad-encoding', /cannot be decompressed/],
    ['Z_BUF_ERROR', 'truncated', /broke off before its end/],
    ['EMFILE', 'exhausted', /open files/],
    ['EACCES', 'unreachable', /firewall/],
    ['EAI_NONAME', 'connection', /failed \(EAI_NONAME\)/],
    ['UND_ERR_DESTROYED', 'aborted', /stopping/],
  ])('%s', (code, kind, sentence) => {
    const failure = explain(failing(code), 'feedx.nte');
    expect(failure.code).toBe(kind);
    expect(failure.message).toMatch(sentence);
    expect(failure.message).toMatch(/^[A-Zf][^\n]*\.$/);
    expect(failure.message).not.toContain('internal wording');
  });

  it('of several addresses that all failed, tells of the first', () => {
    const all = Object.assign(new AggregateError([failing('ECONNREFUSED'), failing('ENETUNREACH')]), { code: 'ECONNREFUSED' });
    expect(explain(all, 'feedx.nte')).toHaveProperty('code', 'refused');
  });

  it('lets a bug be a bug', () => {
    expect(() => explain(new TypeError('undefined is not a function'), 'feedx.nte')).toThrow(TypeError);
    expect(() => explain('a string', 'feedx.nte')).toThrow();
  });
});

describe('TLS', () => {
  const pem = (name: string): string => readFileSync(new URL(`fixtures/${name}.pem`, import.meta.url), 'utf8');

  it('with a certificate that nobody vouches for is refused', async () => {
    const upstream = await startUpstream({ '*': answer() }, { tls: { key: pem('self-signed.key'), cert: pem('self-signed.cert') } });
    const fetcher = quietFetcher();
    expect(await fetcher.fetch(asking(upstream.origin))).toMatchObject({
      network: false,
      failure: { code: 'tls', message: expect.stringContaining('self-signed') as string },
    });
    await fetcher.close();
    await upstream.close();
  });

  it('is missed on a port that speaks plain http', async () => {
    const upstream = await startUpstream({ '*': answer() });
    const fetcher = quietFetcher();
    expect(await fetcher.fetch(asking(upstream.origin.replace('http:', 'https:')))).toMatchObject({
      failure: { code: 'tls', message: expect.stringContaining('does not speak TLS') as string },
    });
    await fetcher.close();
    await upstream.close();
  });
});
