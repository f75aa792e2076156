import { usages, type Usage, type UsageOption } from '../usage.js';
import { crossings, firstWords, leadingWords, nameOf, operandChoices, takesValue, valuedNames, valuesOf } from './vocabulary.js';

const SOURCES = '(__feedrelay_sources)';
const fishValues = { file: '', word: ' -f', source: ` -f -a '${SOURCES}'` } as const;

export function fish(): string {
  const places = [['', [...firstWords, ['help', 'tell how a command is called'] as const]] as const, ...crossings];
  const words = places.flatMap(([at, next]) => next.map(([word, does]) => `${when(at)} -f -a ${word} -d '${escaped(does)}'`));
  return `# fish completion of feedrelay
function __feedrelay_at
  set -l command
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
      continue
    end
    switch $word
      case ${valuedNames.join(' ')}
        set skip yes
      case '-*'
      case '*'
        if test -z "$command"
          set command $word
        else if contains -- $command ${leadingWords.join(' ')}
          set command "$command $word"
        end
    end
  end
  test "$command" = "$argv"
end
function __feedrelay_sources
  set -l words (commandline -opc)
  set -l place (contains -i -- --config $words; or contains -i -- -c $words)
  set -l config
  test -n "$place"; and set config --config (string replace -r '^~/' "$HOME/" -- $words[(math $place + 1)])
  feedrelay completion sources $config 2>/dev/null
end
${[...words, "complete -c feedrelay -l config -s c -r -d 'the configuration'", ...usages.flatMap(linesOf)].join('\n')}\n`;
}

const when = (at: string): string => `complete -c feedrelay -n '${`__feedrelay_at ${at}`.trim()}'`;

function linesOf(usage: Usage): readonly string[] {
  const operands = usage.value === 'source' ? [SOURCES] : (operandChoices[usage.name] ?? []);
  const options = (usage.options ?? []).map((option) => `${when(usage.name)} -l ${nameOf(option).slice(2)}${valueOf(option)} -d '${escaped(option.does)}'`);
  return operands.length === 0 ? options : [...options, `${when(usage.name)} -f -a '${operands.join(' ')}'`];
}

function valueOf(option: UsageOption): string {
  if (!takesValue(option)) return '';
  const values = valuesOf(option);
  return ` -r${values === undefined ? fishValues[option.value ?? 'file'] : ` -f -a '${values.join(' ')}'`}`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
