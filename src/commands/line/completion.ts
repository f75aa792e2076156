import type { Result } from '../../model.js';
import { groups, usages, type Usage, type UsageOption } from './usage.js';

const shells = { bash, zsh, fish } as const;

/** The script that makes a shell complete our commands, options and their choices. */
export function completionScript(shell: string): Result<string> {
  const known = Object.entries(shells).find(([name]) => name === shell);
  if (known !== undefined) return { ok: true, value: known[1]() };
  return { ok: false, failure: { code: 'unknown-shell', message: `There is no completion for ${shell}: name bash, zsh or fish.` } };
}

const configOption: UsageOption = { flags: '--config <file>', does: 'the configuration' };
const optionsOf = ({ options = [] }: Usage): readonly UsageOption[] => [...options, configOption];
const nameOf = ({ flags }: UsageOption): string => flags.replace(/ .*/, '');
const takesValue = ({ flags }: UsageOption): boolean => flags.includes('<');

/** Every first word: commands and groups. */
const firstWords = [...new Set(usages.map(({ name }) => name.replace(/ .*/, '')))];
const membersOf = (group: string): readonly Usage[] => usages.filter(({ name }) => name.startsWith(`${group} `));
const lastWord = ({ name }: Usage): string => name.replace(/.* /, '');

const operandChoices: Readonly<Record<string, readonly string[]>> = { completion: Object.keys(shells) };

function bash(): string {
  const valued = usages.flatMap(optionsOf).filter(({ choices, value }) => choices !== undefined || value !== undefined);
  const values = [...new Map(valued.map((option) => [nameOf(option), option])).values()].map(
    ({ flags, choices = [], value }) => `    ${flags.replace(/ .*/, '')}) COMPREPLY=($(compgen -W ${value === 'source' ? '"$(_feedrelay_sources)"' : `'${choices.join(' ')}'`} -- "$word")); return ;;`,
  );
  const commands = usages.map(
    (usage) => `    '${usage.name}') words=${usage.value === 'source' ? '$(_feedrelay_sources)' : ''}' ${[...(operandChoices[usage.name] ?? []), ...optionsOf(usage).map(nameOf), '--help'].join(' ')}' ;;`,
  );
  const members = Object.keys(groups).map((group) => `    '${group}') words='${membersOf(group).map(lastWord).join(' ')} --help' ;;`);
  return `# bash completion of feedrelay
_feedrelay_sources() {
  local place config=()
  for ((place = 1; place < COMP_CWORD; place++)); do
    case \${COMP_WORDS[place]} in --config|-c) config=(--config "\${COMP_WORDS[place+1]}") ;; esac
  done
  feedrelay completion sources "\${config[@]}" 2>/dev/null
}
_feedrelay() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' words part place
  COMPREPLY=()
  for ((place = 1; place < COMP_CWORD; place++)); do
    part=\${COMP_WORDS[place]}
    case $part in -*) continue ;; esac
    if [[ -z $command ]]; then command=$part
    elif [[ $command == store || $command == opml ]]; then command="$command $part"
    fi
  done
  case $before in
${values.join('\n')}
    --config|-c|--out) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case $command in
    '') words='${[...firstWords, '--config', '--help', '--version'].join(' ')}' ;;
${members.join('\n')}
${commands.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _feedrelay feedrelay
`;
}

const zshValues = { file: '_files', word: ' ', source: '_feedrelay_sources' } as const;

function zsh(): string {
  const describe = (list: readonly (readonly [name: string, does: string])[]): string =>
    list.map(([name, does]) => `'${name}:${quoted(does.replaceAll(':', '\\:'))}'`).join(' ');
  const specOf = (option: UsageOption): string => {
    const text = quoted(option.does.replaceAll(/[[\]:]/g, '\\$&'));
    const values = option.choices === undefined ? zshValues[option.value ?? 'file'] : `(${option.choices.join(' ')})`;
    return `'${nameOf(option)}[${text}]${takesValue(option) ? `:value:${values}` : ''}'`;
  };
  const cases = usages.map((usage) => {
    const operands = operandChoices[usage.name];
    const rest = operands === undefined ? zshValues[usage.value ?? 'file'] : `(${operands.join(' ')})`;
    return `    '${usage.name}') _arguments ${optionsOf(usage).map(specOf).join(' ')} '*:operand:${rest}' ;;`;
  });
  const members = Object.keys(groups).map(
    (group) => `    '${group}') local -a members=(${describe(membersOf(group).map((usage) => [lastWord(usage), usage.does]))}); _describe command members ;;`,
  );
  return `#compdef feedrelay
# zsh completion of feedrelay
_feedrelay_sources() {
  local -a ids=(\${(f)"$(feedrelay completion sources \${opt_args[--config]:+--config} \${opt_args[--config]:+\${(Q)opt_args[--config]}} 2>/dev/null)"})
  compadd -a ids
}
_feedrelay() {
  local -a commands=(${describe(firstWords.map((word) => [word, groups[word] ?? usages.find(({ name }) => name === word)?.does ?? '']))})
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2]
  if [[ ($command == store || $command == opml) && CURRENT -gt 3 ]]; then command="$command $words[3]"; fi
  case $command in
${members.join('\n')}
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _feedrelay ]]; then _feedrelay "$@"; else compdef _feedrelay feedrelay; fi
`;
}

const FISH_SOURCES = '(__feedrelay_sources)';
const fishValues = { file: '', word: ' -f', source: ` -f -a '${FISH_SOURCES}'` } as const;

function fish(): string {
  const seen = (word: string): string => `__fish_seen_subcommand_from ${word}`;
  const first = firstWords.map((word) => {
    const does = groups[word] ?? usages.find(({ name }) => name === word)?.does ?? '';
    return `complete -c feedrelay -n __fish_use_subcommand -f -a ${word} -d '${escapedForFish(does)}'`;
  });
  const members = Object.keys(groups).flatMap((group) => {
    const words = membersOf(group).map(lastWord);
    return membersOf(group).map(
      (usage) => `complete -c feedrelay -n '${seen(group)}; and not ${seen(words.join(' '))}' -f -a ${lastWord(usage)} -d '${escapedForFish(usage.does)}'`,
    );
  });
  const options = usages.flatMap((usage) => {
    const condition = usage.name.split(' ').map(seen).join('; and ');
    const operands = usage.value === 'source' ? [FISH_SOURCES] : (operandChoices[usage.name] ?? []);
    return [
      ...(usage.options ?? []).map((option) => {
        const value = takesValue(option) ? ` -r${option.choices === undefined ? fishValues[option.value ?? 'file'] : ` -f -a '${option.choices.join(' ')}'`}` : '';
        return `complete -c feedrelay -n '${condition}' -l ${nameOf(option).slice(2)}${value} -d '${escapedForFish(option.does)}'`;
      }),
      ...(operands.length === 0 ? [] : [`complete -c feedrelay -n '${condition}' -f -a '${operands.join(' ')}'`]),
    ];
  });
  return `# fish completion of feedrelay
function __feedrelay_sources
  set -l words (commandline -opc)
  set -l place (contains -i -- --config $words; or contains -i -- -c $words)
  set -l config
  test -n "$place"; and set config --config $words[(math $place + 1)]
  feedrelay completion sources $config 2>/dev/null
end
${[...first, ...members, "complete -c feedrelay -l config -s c -r -d 'the configuration'", ...options].join('\n')}\n`;
}

const quoted = (text: string): string => text.replaceAll("'", `'\\''`);
const escapedForFish = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
