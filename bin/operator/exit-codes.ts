/** What every command ends with, but for `doctor` and `test`, which have codes of their own: docs/command-line.md. */
export const exitCodes = {
  ok: 0,
  /** It could not be done; standard error says why, and what to do. */
  failed: 1,
  /** The command line is not one that can be understood. */
  usage: 2,
  /** There is no such thing in this stage. */
  notFound: 3,
  /** It would change something, and nobody has confirmed it. */
  notConfirmed: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Commands whose codes are about what they found, so that wrong usage is 1 of them. */
const withOwnCodes: ReadonlySet<string | undefined> = new Set(['doctor', 'test']);

/** The exit code for a command line that commander refuses, or that only asks for help. */
export function exitCodeOfUsage(command: string | undefined, commanders: number): ExitCode {
  if (commanders === 0) return exitCodes.ok;
  return withOwnCodes.has(command) ? exitCodes.failed : exitCodes.usage;
}
