import type { TurnedDown } from '../../delivery/ports/channel-sender.ts';
import type { StoredFiles } from './ports/stored-files.ts';
import { bytesOfAll, mostAttachedBytes, type ReadFile, type StoredFile } from './rules/attachments.ts';
import { fileProblem } from './rules/file-type.ts';

/** `storedFiles` is absent where the owner names no place to read them from. */
export type ReadFilesDeps = { storedFiles?: StoredFiles | undefined };

/**
 * Reads the files of an e-mail that lie elsewhere, and answers all of its files. What cannot be read, is too large or is not what it is
 * said to be ends the e-mail: it is of no use without.
 * @throws RetryableError when they may be read later.
 */
export async function readFiles(
  stored: readonly StoredFile[],
  here: readonly ReadFile[] = [],
  { storedFiles }: ReadFilesDeps,
): Promise<{ files: ReadFile[] } | TurnedDown> {
  const read = await storedFiles?.read(stored, mostAttachedBytes - bytesOfAll(here));
  if (read === undefined) return unavailable('attachmentBuckets of the settings names no place in S3');
  if ('problem' in read) return unavailable(read.problem);

  const problems = read.files.map(fileProblem);
  const wrong = problems.findIndex((problem) => problem !== undefined);
  return wrong === -1 ? { files: [...here, ...read.files] } : unavailable(`file ${wrong + 1} in S3 ${problems[wrong]}`);
}

function unavailable(detail: string): TurnedDown {
  return { status: 'failed', reason: 'attachment_unavailable', detail };
}
