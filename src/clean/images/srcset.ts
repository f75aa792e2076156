/** `srcset` (WHATWG HTML, "Parsing a srcset attribute"), read more kindly: addresses may hold commas and blanks. */

export interface Candidate {
  readonly address: string;
  /** `300w`, `2x`, or nothing. */
  readonly descriptor?: string;
}

const DESCRIPTOR = /^\d{1,9}(?:\.\d{1,9})?[wx]$/;

/** The descriptor at the start of a word, the comma behind it, and the next address without a blank between. */
const DESCRIPTOR_AND_MORE = /^(\d{1,9}(?:\.\d{1,9})?[wxh]),(.*)$/s;

const STARTS_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:)?\/|^data:/i;

/** More candidates, or a longer attribute, than any picture has. */
const MOST = 64;
const LONGEST = 65536;

/** The candidates in their order; those without an address are left out. */
export function readSrcset(srcset: string): readonly Candidate[] {
  if (srcset.length > LONGEST) return [];
  const found: Candidate[] = [];
  let words: string[] = [];
  const end = (descriptor?: string): void => {
    const address = words.join(' ').replace(/^,{1,9}/, '');
    words = [];
    if (address !== '' && found.length < MOST) found.push({ address, ...(descriptor !== undefined && { descriptor }) });
  };
  for (let word of srcset.trim().split(/\s+/)) {
    for (let more = words.length > 0 ? DESCRIPTOR_AND_MORE.exec(word) : null; more; more = words.length > 0 ? DESCRIPTOR_AND_MORE.exec(word) : null) {
      end(more[1]);
      word = more[2] ?? '';
      if (word !== '' && !DESCRIPTOR.test(word)) {
        words.push(word);
        word = '';
      }
    }
    if (word === '' || word === ',') {
      if (word === ',') end();
      continue;
    }
    if (words.length > 0 && DESCRIPTOR.test(word)) {
      end(word);
    } else if (word.endsWith(',')) {
      words.push(word.slice(0, -1));
      end();
    } else {
      // A new address where the last one had neither a descriptor nor a comma.
      if (words.length > 0 && STARTS_ADDRESS.test(word)) end();
      words.push(word);
    }
  }
  end();
  return found;
}

/** Written so that the plainest reader parts the candidates as we did. */
export const writeSrcset = (candidates: readonly Candidate[]): string =>
  candidates.map(({ address, descriptor }) => {
    const safe = address.replaceAll(' ', '%20').replace(/^,|,$/g, '%2C');
    return descriptor === undefined ? safe : `${safe} ${descriptor}`;
  }).join(', ');

/** The candidate with the most pixels. */
export const largest = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>((best, candidate) => (best && pixels(best) >= pixels(candidate) ? best : candidate), undefined);

/** Widths, and densities as if a picture were 1000 wide. */
const pixels = ({ descriptor = '1x' }: Candidate): number =>
  Number.parseFloat(descriptor) * (descriptor.endsWith('w') ? 1 : 1000);
