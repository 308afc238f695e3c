import { type ExitCode, exitCodes } from './exit-codes.ts';

/** Something the operator can put right; shown as one line, and ends the command with `code`. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
  readonly code: ExitCode;

  constructor(message: string, { code = exitCodes.failed, cause }: { code?: ExitCode; cause?: unknown } = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}
