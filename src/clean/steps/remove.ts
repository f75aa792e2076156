import { compile, selectAll } from 'css-select';
import type { AnyNode, Element } from 'domhandler';
import { LRUCache } from 'lru-cache';
import type { Step } from '../article.js';
import { rewrite } from '../html/tree.js';

type Matcher = (element: AnyNode) => boolean;

const compiled = new LRUCache<string, Matcher>({ max: 1000 });

/** What the operator's own CSS selectors name (`remove:` in the configuration). They see the markup as it arrived. */
export const remove: Step = {
  name: 'remove',
  apply: ({ root, policy }) => {
    if (policy.remove.length === 0) return;
    const named = new Set(policy.remove.flatMap((selector) => selectAll<AnyNode, Element>(matcher(selector), root)));
    if (named.size > 0) rewrite(root, (element) => (named.has(element) ? [] : element));
  },
};

function matcher(selector: string): Matcher {
  const known = compiled.get(selector);
  if (known) return known;
  const made = compile<AnyNode, Element>(selector);
  compiled.set(selector, made);
  return made;
}
