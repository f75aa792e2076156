/** The first letters of month names, without accents, in the languages that feeds are known to write dates in. */
const MONTHS: readonly string[] = [
  'jan ene gen янв ιαν sty led oca tam ian січ яну',
  'feb fev фев φεβ únor lut sub hel лют',
  'mar mae mrt мар μαρ μαω brez maalis бер',
  'apr abr avr апр απρ kwi dub nis huh кві',
  'may mai mei maj mag мая май μαι kvet tou тра',
  'jun juin giu июн ιουν ιον cze cerven haz kes iun чер юни',
  'jul juil lug июл ιουλ ιολ lip tem hei iul лип юли',
  'aug ago aou авг αυγ sie srp ağu elo сер',
  'sep set сен σεπ wrz zari eyl syy szep вер сеп',
  'oct okt ott out окт οκτ paz rij eki lok жов',
  'nov ноя νοε lis kas marras noi лис ное',
  'dec dez dic des дек δεκ gru pros ara jou гру',
];

const BY_PREFIX: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((prefixes, index) => prefixes.split(' ').map((prefix): [string, number] => [bare(prefix), index + 1])),
);

/** 1 to 12; undefined for a word that names no month. */
export function monthOf(word: string): number | undefined {
  const letters = bare(word);
  // Four letters first, for June and July are `juin` and `juil`, ιουν and ιουλ.
  return BY_PREFIX.get(letters.slice(0, 6)) ?? BY_PREFIX.get(letters.slice(0, 4)) ?? BY_PREFIX.get(letters.slice(0, 3));
}

function bare(word: string): string {
  if (/^[a-z]+$/i.test(word)) return word.toLowerCase();
  return word.toLowerCase().normalize('NFD').replace(/[\u0300-\u0305\u0307-\u036f]/g, '').replace(/\u0438\u0306/g, 'й');
}
