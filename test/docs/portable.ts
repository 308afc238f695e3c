/** Letters of options: those that are switches, and those that a value follows. */
type Options = { switches?: string; valued?: string };

/** The options that each tool has on Linux and on macOS alike, as far as pages need them: https://pubs.opengroup.org/onlinepubs/9799919799/ */
const portable: Readonly<Record<string, Options>> = {
  awk: { valued: 'Ffv' },
  cat: { switches: 'nu' },
  cp: { switches: 'Rfip' },
  cut: { switches: 's', valued: 'bcdf' },
  date: { switches: 'u' }, // GNU's -d and BSD's -v and -r are strangers to each other
  dirname: {},
  echo: {}, // xargs runs it; what echo makes of -n and -e differs
  grep: { switches: 'EFHchilnoqrsvwx', valued: 'ef' }, // -P is GNU's
  head: { valued: 'cn' },
  ls: { switches: '1Aadlt' },
  mkdir: { switches: 'p', valued: 'm' },
  mktemp: { switches: 'd' },
  rm: { switches: 'fir' },
  sed: { switches: 'En', valued: 'e' }, // -i takes an argument on macOS and none on Linux
  sleep: {},
  sort: { switches: 'bcdfimnru', valued: 'kot' }, // -V is GNU's
  tail: { switches: 'f', valued: 'cn' },
  tee: { switches: 'a' },
  tr: { switches: 'cds' },
  uniq: { switches: 'cdu' },
  wc: { switches: 'clmw' },
  xargs: { switches: '0t', valued: 'ILPn' }, // -r and -d are GNU's
};

/** The tools that a page may use beside those that it is about. */
export const portableTools: readonly string[] = [...Object.keys(portable), 'curl']; // curl is the same program everywhere

/** Options that another system's tool does not know, among a tool's arguments. */
export function unportableOptions([tool = '', ...args]: readonly string[]): string[] {
  const known = portable[tool];
  if (known === undefined) return [];
  const last = args.indexOf('--');
  return args.slice(0, last < 0 ? args.length : last).filter((arg) => !isPortable(arg, known));
}

function isPortable(arg: string, { switches = '', valued = '' }: Options): boolean {
  if (arg.startsWith('--')) return false; // long options are GNU's
  if (!/^-[A-Za-z0]/.test(arg)) return true; // no option, or a number like `head -5`
  const deadLetterMessages = [...arg.slice(1)];
  const value = deadLetterMessages.findIndex((deadLetter) => valued.includes(deadLetter)); // what follows it is its value
  return deadLetterMessages
    .slice(0, value < 0 ? deadLetterMessages.length : value)
    .every((deadLetter) => switches.includes(deadLetter));
}

/**
 * What would go wrong where a block is pasted: into the zsh of macOS a comment is no comment (without `interactive_comments`), and
 * `?`, `*` and `[` outside of quotes look for files.
 */
export function pasteFaults(text: string): string[] {
  const bare = text.replaceAll(/\\.|'[^']*'/gs, '').replaceAll(/"(?:\$\([^)]*\)|[^"])*"/g, '');
  return [
    ...(/(^|\s)#/.test(bare) ? ['a comment, which zsh takes for arguments: say it in the text'] : []),
    ...(/[?*[]/.test(bare.replaceAll(/\$\?/g, ''))
      ? ['one of ? * [ outside of quotes, which zsh takes for the name of a file']
      : []),
    ...(/…/.test(text) ? ['a gap (…) that nobody can paste'] : []),
  ];
}
