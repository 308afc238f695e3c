import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { CannotDo } from '../cannot-do.ts';

const newline = 0x0a; // no sign of several bytes has it within

/**
 * Reads through a file that has to be UTF-8. What is in another encoding would go on with other letters in the place of its own.
 * @throws CannotDo with the line of the first byte that is none, and for a file that cannot be read.
 */
export async function expectUtf8(path: string): Promise<void> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      const end = bytes.lastIndexOf(newline) + 1;
      line = passLines(bytes.subarray(0, end), line, path);
      rest = bytes.subarray(end);
    }
  } catch (cause) {
    if (cause instanceof CannotDo) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new CannotDo(`there is no file "${path}" here`, { cause });
    throw new CannotDo(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  passLines(rest, line, path);
}

/** Goes through whole lines, and answers the number of the next. */
function passLines(bytes: Buffer, first: number, path: string): number {
  const isGood = isUtf8(bytes);
  let line = first;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(newline, start);
    const next = end === -1 ? bytes.length : end + 1;
    if (!isGood && !isUtf8(bytes.subarray(start, next)))
      throw new CannotDo(
        `${path} is not UTF-8: line ${line} has a byte that is none of it. Save it as UTF-8, or turn it: iconv -f LATIN1 -t UTF-8 ${path} > utf-8.csv`,
      );
    start = next;
  }
  return line;
}
