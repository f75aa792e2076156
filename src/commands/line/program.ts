import { Command, Option } from 'commander';
import { callHelp, environmentHelp, exitCodeHelp, groups, usages, type Usage } from './usage.js';
import { calledAs, runnable } from '../called-as.js';
import type { ExitCode } from '../words.js';

export interface Program {
  /** Says what a command does: its options, `config` among them, then its operands. */
  on<Options>(name: string, act: (options: Options & WithConfig, ...operands: string[]) => Promise<ExitCode>): void;
  /** @throws CommanderError for a wrong call, once it is told, and where help was asked for */
  parse(argv: readonly string[]): Promise<void>;
}

export interface WithConfig {
  readonly config: string;
  /** Whether the command line itself names it. */
  readonly configNamed: boolean;
}

export interface ProgramOptions {
  readonly version: string;
  /** The configuration that is read where the command line names none. */
  readonly config: string;
}

/** The command line, of the table of usages. */
export function createProgram({ version, config }: ProgramOptions): Program {
  const program = new Command(calledAs())
    .description('Polls feeds, drops what it has seen, cleans every article and republishes Atom, JSON Feed and RSS.')
    .version(version)
    .addOption(new Option('-c, --config <file>', 'the configuration').default(config, config))
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongCall(text)) })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `\n${calledAs()} COMMAND --help shows examples.\n${exitCodeHelp}\n${environmentHelp}`);
  const made = new Map(usages.map((usage) => [usage.name, define(usage, program)]));

  return {
    on(name, act) {
      const command = made.get(name);
      if (command === undefined) throw new Error(`no usage tells of the command ${name}`);
      command.action(async () => {
        process.exitCode = await act({ ...command.optsWithGlobals(), configNamed: command.getOptionValueSourceWithGlobals('config') === 'cli' }, ...command.args);
      });
    },
    async parse(argv) {
      // The default command would take a misspelt one for its operand.
      const { operands } = program.parseOptions([...argv]);
      const first = operands[0] === 'help' ? operands[1] : operands[0];
      if (first !== undefined && first !== 'help' && !program.commands.some((command) => command.name() === first)) {
        program.error(`there is no command "${first}"; there are ${program.commands.map((command) => command.name()).join(', ')}.`);
      }
      await program.parseAsync(argv, { from: 'user' });
    },
  };
}

function define({ name, operands, does, options = [], examples, note }: Usage, program: Command): Command {
  const [last = '', group] = name.split(' ').reverse();
  const parent = group === undefined ? program : (program.commands.find((command) => command.name() === group) ?? defineGroup(group, program));
  const command = parent.command(last, { isDefault: name === 'run' }).description(does);
  if (operands !== undefined) command.arguments(operands);
  for (const { flags, does: purpose, choices, fallback, required } of options) {
    const option = new Option(flags, purpose);
    if (choices !== undefined) option.choices(choices);
    if (fallback !== undefined) option.default(fallback);
    if (required === true) option.makeOptionMandatory();
    command.addOption(option);
  }
  return command.addHelpText('after', `${note === undefined ? '' : `\n${note}\n`}${examplesHelp(examples)}`);
}

function examplesHelp(examples: Usage['examples']): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, purpose]) => `  ${calledAs()} ${line.padEnd(width)}  ${purpose}`);
  return `\nExamples:\n${lines.join('\n')}\n${exitCodeHelp}`;
}

function defineGroup(name: string, program: Command): Command {
  const group = program.command(name).description(groups[name] ?? name).allowExcessArguments()
    .addHelpText('after', examplesHelp(usages.filter((usage) => usage.name.startsWith(`${name} `)).flatMap(({ examples }) => examples)));
  return group.action(() => group.error(`${name} wants one of: ${group.commands.map((command) => command.name()).join(', ')}.`));
}

/** What is wrong in one line, and in another where to look. */
function wrongCall(text: string): string {
  const what = text.replace(/^error: /, '').trim().replaceAll(/\s*\n\s*/g, ' ');
  return `feedrelay: ${what}\n${runnable(callHelp)}\n`;
}
