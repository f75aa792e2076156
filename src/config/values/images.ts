import type { ImageMode } from '../../model.js';
import { nearest } from '../nearest.js';
import { right, wrong, type Reading } from './reading.js';
import { webAddress } from './address.js';

const plainModes = ['direct', 'keep', 'relay'] as const;

/** `direct`, `keep`, `relay`, or an absolute address with `{url}` (percent-encoded) or `{raw}`. */
export function readImageMode(text: string): Reading<ImageMode> {
  const written = text.trim();
  const kind = plainModes.find((mode) => mode === written);
  if (kind !== undefined) return right({ kind });
  if (!written.includes('{') && !/[:/]/.test(written)) {
    const guess = nearest(written, plainModes);
    return wrong(guess === undefined ? `is none of direct, keep and relay, and no template: ${advice}` : `is no way to treat pictures: did you mean ${guess}?`);
  }
  if (!/\{(?:url|raw)\}/.test(written)) return wrong(`has no place for the picture's address: ${advice}`);
  const stranger = /\{(?!(?:url|raw)\})[^}]*\}/.exec(written)?.[0];
  if (stranger !== undefined) return wrong('has a place in braces that is neither {url} (percent-encoded) nor {raw}: only these two are filled in');
  if (webAddress(written.replaceAll(/\{(?:url|raw)\}/g, 'http://picture.example/p')) === undefined) {
    return wrong(`does not begin with http:// or https://: ${advice}`);
  }
  return right({ kind: 'template', template: written });
}

const advice = 'write an address with {url} where the picture\'s own goes, such as "https://wsrv.nl/?url={url}"';

/** `host` or `*.host`. Gives it in lower case, names in other scripts as `xn--`. */
export function readHostPattern(text: string): Reading<string> {
  const written = text.trim();
  const host = written.replace(/^\*\./, '');
  const address = `http://${host}/`;
  if (!/^[^\s/:@?#*%]+$/.test(host) || !URL.canParse(address)) {
    return wrong('is no host: write a name such as img.example.org, or *.example.org for all names below it');
  }
  return right(`${written.startsWith('*.') ? '*.' : ''}${new URL(address).hostname}`);
}
