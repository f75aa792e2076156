import { usages, type UsageOption } from '../usage.js';
import { crossings, firstWords, leadingWords, nameOf, operandChoices, optionsOf, takesValue, valuedNames, valuesOf } from './vocabulary.js';

const zshValues = { file: '_files', word: ' ', source: '_feedrelay_sources' } as const;

export function zsh(): string {
  const cases = usages.map((usage) => {
    const operands = operandChoices[usage.name];
    const rest = operands === undefined ? zshValues[usage.value ?? 'file'] : `(${operands.join(' ')})`;
    return `    '${usage.name}') _arguments ${optionsOf(usage).map(specOf).join(' ')} '-c[the configuration]:value:_files' '*:operand:${rest}' ;;`;
  });
  const partly = crossings.map(([words, next]) => `    '${words}') commands=(${described(next)}); _describe command commands ;;`);
  return `#compdef feedrelay
# zsh completion of feedrelay
_feedrelay_sources() {
  local config=\${opt_args[--config]:-$opt_args[-c]}
  local -a ids=(\${(f)"$(feedrelay completion sources \${config:+--config} \${config:+\${~\${(Q)config}}} 2>/dev/null)"})
  compadd -a ids
}
_feedrelay() {
  local -a commands
  local -i place
  local command='' part
  if [[ $words[CURRENT-1] == (--config|-c) ]]; then _files; return; fi
  for ((place = 2; place < CURRENT; place++)); do
    part=$words[place]
    case $part in
      (${valuedNames.join('|')}) ((place += 1)) ;;
      (-*) ;;
      (*)
        case $command in
          ('') command=$part ;;
          (${leadingWords.join('|')}) command="$command $part" ;;
        esac ;;
    esac
  done
  case $command in
    '') commands=(${described([...firstWords, ['help', 'tell how a command is called']])}); _describe command commands ;;
${partly.join('\n')}
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _feedrelay ]]; then _feedrelay "$@"; else compdef _feedrelay feedrelay; fi
`;
}

function described(list: readonly (readonly [name: string, does: string])[]): string {
  return list.map(([name, does]) => `'${name}:${quoted(does.replaceAll(':', '\\:'))}'`).join(' ');
}

function specOf(option: UsageOption): string {
  const text = quoted(option.does.replaceAll(/[[\]:]/g, '\\$&'));
  const values = valuesOf(option);
  const offered = values === undefined ? zshValues[option.value ?? 'file'] : `(${values.join(' ')})`;
  return `'${nameOf(option)}[${text}]${takesValue(option) ? `:value:${offered}` : ''}'`;
}

const quoted = (text: string): string => text.replaceAll("'", `'\\''`);
