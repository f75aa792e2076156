/** What the command line takes, as data: help, completion and parsing are all made of it. */
export interface Usage {
  /** With its group before it: `store check`. */
  readonly name: string;
  /** As help writes them: `<url>`, `[source...]`. */
  readonly operands?: string;
  readonly does: string;
  /** What its operands are, for completion; files where nothing is said. */
  readonly value?: 'source';
  readonly options?: readonly UsageOption[];
  /** Without the program's name; each with what it is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** What more a person should know, a line or two. */
  readonly note?: string;
}

export interface UsageOption {
  /** `--json`, `--out <dir>`. */
  readonly flags: string;
  readonly does: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  readonly required?: true;
  /** Values for completion, where others are right too. */
  readonly offers?: readonly string[];
  /** What its value is, for completion; a file where nothing is said. */
  readonly value?: 'word' | 'source';
}

export const groups: Readonly<Record<string, string>> = {
  store: 'look after the store',
  opml: 'subscription lists in and out',
};

export const usages: readonly Usage[] = [
  {
    name: 'run',
    does: 'poll on schedule and serve (what it does without a command)',
    options: [{ flags: '--role <role>', does: 'what this process does', choices: ['all', 'poll', 'serve'], fallback: 'all' }],
    examples: [
      ['run', 'with config/feedrelay.yaml'],
      ['run --config /etc/feedrelay.yaml', 'with another configuration'],
      ['run --role serve', 'where other processes poll into the same Redis'],
    ],
    note: 'Prints "listening on URL" on stdout once it serves; SIGTERM or Ctrl-C lets it finish what is in flight. An edit of the configuration is taken up by itself, and at once at SIGHUP.',
  },
  {
    name: 'poll',
    operands: '[source...]',
    does: 'poll these sources, or all, now and once',
    value: 'source',
    options: [
      { flags: '--json', does: 'tell what happened as JSON' },
      { flags: '--out <dir>', does: 'write feeds, archive pages, feeds.opml and index.html for any static host' },
    ],
    examples: [
      ['poll', 'every source'],
      ['poll voa dw --json', 'two of them, for a script'],
      ['poll --out public', 'a site for a static host'],
    ],
  },
  { name: 'check', does: 'check the configuration', examples: [['check', 'every mistake with its line and column'], ['check --config new.yaml', 'before putting it in place']] },
  {
    name: 'preview',
    operands: '<input...>',
    does: 'show what would be published for addresses, files or folders; nothing is stored',
    options: [
      { flags: '--as <form>', does: 'how it is written', choices: ['html', 'atom', 'rss', 'json', 'ndjson'], fallback: 'html' },
      { flags: '--profile <profile>', does: 'how articles are cleaned; none with --as json or ndjson is the parse alone', choices: ['auto', 'feedx', 'generic', 'none'] },
      { flags: '--source <id>', does: "with this source's settings and ids", value: 'source' },
      { flags: '--images <mode>', does: 'direct, keep, relay, or an address with {url} or {raw}', value: 'word', offers: ['direct', 'keep', 'relay'] },
    ],
    examples: [
      ['preview https://example.org/feed.xml > preview.html', 'a page to look at'],
      ['preview feed.xml --as atom --source voa', "as the source voa's feed"],
      ['preview *.xml --as ndjson --profile none', 'the parse alone, a line of JSON a file'],
    ],
    note: 'Several inputs come out one after another, in the order given. Without --source every entry is shown, with it as many as its limit.',
  },
  {
    name: 'add',
    operands: '<url>',
    does: 'find the feed at an address or on a web page and add it to the configuration, comments kept',
    options: [{ flags: '--id <id>', does: 'its id, and so the name of its output feed', value: 'word' }],
    examples: [['add https://example.org/', 'the feed that the page links'], ['add https://example.org/feed.xml --id example', 'under an id of your own']],
  },
  {
    name: 'import',
    operands: '<path...>',
    does: 'take archived documents, files or folders of them, into the store',
    options: [{ flags: '--source <id>', does: 'the source they belong to', required: true, value: 'source' }],
    examples: [['import archive/ --source voa', 'a folder, subfolders included'], ['import backup/voa --source voa', 'what export wrote: the same feeds again, to the byte']],
  },
  {
    name: 'export',
    operands: '<dir>',
    does: "write a source's articles as archived documents, bodies as they arrived",
    options: [
      { flags: '--source <id>', does: 'the source', required: true, value: 'source' },
      { flags: '--plain', does: 'stamp, title, link and body alone, without front matter' },
    ],
    examples: [['export --source voa backup/voa', 'all that import needs to rebuild it'], ['export --source voa texts --plain', 'for other programs']],
  },
  {
    name: 'migrate',
    does: 'copy everything from one store into another',
    options: [
      { flags: '--from <store>', does: 'sqlite:PATH, redis://HOST:PORT/DB', required: true, value: 'word' },
      { flags: '--to <store>', does: 'an empty one, or one that an interrupted copy left', required: true, value: 'word' },
    ],
    examples: [['migrate --from sqlite:cache/feedrelay.db --to redis://localhost:6379/0', 'to outgrow one machine']],
    note: 'Stop "run" first. A copy that was interrupted goes on where it stopped; count and checksum are compared at the end.',
  },
  {
    name: 'store check',
    does: 'say whether the store is sound, and what could be saved of it',
    options: [{ flags: '--store <store>', does: "sqlite:PATH; the configuration's otherwise", value: 'word' }],
    examples: [['store check', "the configuration's store"], ['store check --store sqlite:copy.db', 'a copy of it']],
  },
  {
    name: 'store repair',
    does: 'save what can be read of a damaged store; the damaged file is kept beside it',
    options: [{ flags: '--store <store>', does: "sqlite:PATH; the configuration's otherwise", value: 'word' }],
    examples: [['store repair', "the configuration's store"]],
  },
  {
    name: 'opml import',
    operands: '<file>',
    does: 'add the feeds of a subscription list that are new to the configuration, comments kept',
    examples: [['opml import subscriptions.opml', 'from your feed reader; folders become comments']],
  },
  { name: 'opml export', does: 'write our output feeds as a subscription list', examples: [['opml export > feeds.opml', 'for your feed reader']] },
  {
    name: 'completion',
    operands: '<shell>',
    does: 'print completion for bash, zsh or fish',
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/feedrelay', 'for bash'],
      ['completion zsh > ~/.zfunc/_feedrelay', 'for zsh, with ~/.zfunc in fpath'],
      ['completion fish > ~/.config/fish/completions/feedrelay.fish', 'for fish'],
    ],
    note: 'The shell asks "feedrelay completion sources" for the ids of the sources as they stand in the file.',
  },
];

/** Where to look after a wrong call. */
export const callHelp = '"feedrelay --help" and "feedrelay COMMAND --help" tell how it is called.';

export const exitCodeHelp = `
Exit codes:
  0  done
  1  the command line, the configuration or the store is wrong, or nothing could be done
  2  a source or an input failed; the others are done`;

export const environmentHelp = `
Environment:
  FEEDRELAY_CONFIG                           the configuration, where --config names none
  FEEDRELAY_LISTEN, _BASE_URL, _STORE        override what the configuration says
  FEEDRELAY_TOKEN                            the operator's token, in the configuration that ships
  FEEDRELAY_LOG                              trace, debug, info (unless said), warn, error
  FEEDRELAY_DEBUG=1                          shows where in the program an unexpected error arose
  NO_COLOR=1                                 no colours in the log`;
