import { usages } from '../usage.js';
import { crossings, firstWords, leadingWords, nameOf, operandChoices, optionsOf, optionsWithValues, valuedNames, valuesOf } from './vocabulary.js';

/** Bash parts words at `=` too: these are passed over, so that `--as=json` is `--as json`. */
export function bash(): string {
  const values = optionsWithValues.filter((option) => valuesOf(option) !== undefined || option.value !== undefined).map(
    (option) => `    ${nameOf(option)}) COMPREPLY=($(compgen -W ${option.value === 'source' ? '"$(_feedrelay_sources)"' : `'${(valuesOf(option) ?? []).join(' ')}'`} -- "$word")); return ;;`,
  );
  const commands = usages.map(
    (usage) => `    '${usage.name}') words=${usage.value === 'source' ? '$(_feedrelay_sources)' : ''}' ${[...(operandChoices[usage.name] ?? []), ...optionsOf(usage).map(nameOf), '--help'].join(' ')}' ;;`,
  );
  const partly = crossings.map(([words, next]) => `    '${words}') words='${[...next.map(([word]) => word), ...(words.startsWith('help') ? [] : ['--config', '--help'])].join(' ')}' ;;`);
  return `# bash completion of feedrelay
_feedrelay_sources() {
  local place config=()
  for ((place = 1; place < \${#given[@]} - 1; place++)); do
    case \${given[place]} in --config|-c) config=(--config "\${given[place+1]/#\\~\\//$HOME/}") ;; esac
  done
  feedrelay completion sources "\${config[@]}" 2>/dev/null
}
_feedrelay() {
  local word=\${COMP_WORDS[COMP_CWORD]} given=() command='' words part place
  COMPREPLY=()
  for part in "\${COMP_WORDS[@]:0:COMP_CWORD}"; do
    if [[ $part != = ]]; then given+=("$part"); fi
  done
  if [[ $word == = ]]; then word=''; fi
  for ((place = 1; place < \${#given[@]}; place++)); do
    part=\${given[place]}
    case $part in
      ${valuedNames.join('|')}) place=$((place + 1)) ;;
      -*) ;;
      *)
        case $command in
          '') command=$part ;;
          ${leadingWords.join('|')}) command="$command $part" ;;
        esac ;;
    esac
  done
  case \${given[\${#given[@]}-1]} in
${values.join('\n')}
    --config|-c|--out) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case $command in
    '') words='${[...firstWords.map(([name]) => name), 'help', '--config', '--help', '--version'].join(' ')}' ;;
${partly.join('\n')}
${commands.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _feedrelay feedrelay
`;
}
