import { groups, usages, type Usage, type UsageOption } from '../usage.js';

/** What every shell's completion is made of. */
const configOption: UsageOption = { flags: '--config <file>', does: 'the configuration' };

export const shellNames = ['bash', 'zsh', 'fish'] as const;

export const optionsOf = ({ options = [] }: Usage): readonly UsageOption[] => [...options, configOption];
export const nameOf = ({ flags }: UsageOption): string => flags.replace(/ .*/, '');
export const takesValue = ({ flags }: UsageOption): boolean => flags.includes('<');
/** The values that can be offered; more may be right. */
export const valuesOf = ({ choices, offers }: UsageOption): readonly string[] | undefined => choices ?? offers;

const everyOption = [...new Map(usages.flatMap(optionsOf).map((option) => [nameOf(option), option])).values()];
export const optionsWithValues = everyOption.filter(takesValue);
/** Options whose next word is a value and no command. */
export const valuedNames = ['-c', ...optionsWithValues.map(nameOf)];

/** Every first word, with what it does. */
export const firstWords: readonly (readonly [word: string, does: string])[] = [
  ...new Set(usages.map(({ name }) => name.replace(/ .*/, ''))),
].map((word) => [word, groups[word] ?? usages.find(({ name }) => name === word)?.does ?? '']);

export const lastWord = ({ name }: Usage): string => name.replace(/.* /, '');

/** Where another word of a command is to follow, `help` included; with the words that may. */
export const crossings: readonly (readonly [words: string, next: readonly (readonly [word: string, does: string])[]])[] = [
  ['help', firstWords],
  ...Object.keys(groups).flatMap((group) => {
    const members = usages.filter(({ name }) => name.startsWith(`${group} `)).map((usage) => [lastWord(usage), usage.does] as const);
    return [[group, members], [`help ${group}`, members]] as const;
  }),
];
/** First words behind which a second one belongs to the command. */
export const leadingWords = ['help', ...Object.keys(groups)];

/** Operands that are known. */
export const operandChoices: Readonly<Record<string, readonly string[]>> = { completion: shellNames };
