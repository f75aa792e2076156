/** Query strings, taken apart without being re-written: what is put back must be what was there. */

export interface Parameter {
  /** Lower case, percent-decoded. */
  readonly name: string;
  /** As written, still encoded. */
  readonly value: string;
  /** The whole of it as written. */
  readonly raw: string;
}

/**
 * The parameters of a query (without its `?`) in their order. `&amp;` and `&#38;`, left by whoever escaped an
 * address once too often, part like `&`. A fragment behind the query is left out.
 */
export function splitQuery(query: string): readonly Parameter[] {
  if (query === '') return [];
  const [plain = ''] = query.replaceAll('&#38;', '&').replaceAll('&amp;', '&').split('#');
  return plain.split('&').map((raw) => {
    const at = raw.indexOf('=');
    const name = at < 0 ? raw : raw.slice(0, at);
    return { name: decodeOnce(name).toLowerCase(), value: at < 0 ? '' : raw.slice(at + 1), raw };
  });
}

/** Percent-decoded once as UTF-8; what is no valid encoding stays as it is. */
export function decodeOnce(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}
