import { createHash } from 'node:crypto';
import { statusJs } from './live.js';
import { operatorJs } from './operator-script.js';
import { iconSvg, statusCss } from './style.js';

export interface Asset {
  readonly contentType: string;
  readonly text: string;
}

/** What the status page loads, by path below the base path; for the shelf to hold. */
export const statusAssets: Readonly<Record<string, Asset>> = {
  '/assets/status.css': { contentType: 'text/css; charset=utf-8', text: statusCss },
  '/assets/status.js': { contentType: 'text/javascript; charset=utf-8', text: statusJs },
  '/assets/operator.js': { contentType: 'text/javascript; charset=utf-8', text: operatorJs },
  '/assets/icon.svg': { contentType: 'image/svg+xml', text: iconSvg },
};

/** Stands in the assets' addresses, so that a new version's page never meets an old version's style in a cache. */
export const assetVersion = createHash('sha256')
  .update(Object.values(statusAssets).map(({ text }) => text).join('\0'))
  .digest('hex')
  .slice(0, 8);
