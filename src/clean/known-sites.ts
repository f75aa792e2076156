/** The sites that feedx mirrors and the zones in which they write times without one. */

import { parseAddress } from './address.js';

const ZONES: Readonly<Record<string, string>> = {
  'rfi.fr': 'Europe/Paris',
  'cn.nytimes.com': 'Asia/Shanghai',
  // BBC writes its Chinese pages' dates in GMT, whatever London's clocks show.
  'bbc.com': 'UTC',
  'bbc.co.uk': 'UTC',
  'zaobao.com': 'Asia/Singapore',
  'zaobao.com.sg': 'Asia/Singapore',
  'cna.com.tw': 'Asia/Taipei',
  'chosun.com': 'Asia/Seoul',
  'ftchinese.com': 'Asia/Shanghai',
  'cn.reuters.com': 'Asia/Shanghai',
  'thepaper.cn': 'Asia/Shanghai',
  'caixin.com': 'Asia/Shanghai',
  'infzm.com': 'Asia/Shanghai',
  'mrdx.cn': 'Asia/Shanghai',
  'gmw.cn': 'Asia/Shanghai',
};

/** The IANA zone of the site that an article's link leads to, for sites that feedx is known to mirror. */
export function knownTimezone(link: string): string | undefined {
  let host = parseAddress(link)?.hostname;
  while (host !== undefined && host.includes('.')) {
    if (Object.hasOwn(ZONES, host)) return ZONES[host];
    host = host.slice(host.indexOf('.') + 1);
  }
  return undefined;
}
