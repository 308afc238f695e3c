import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Checkpoint = z.object({ streamArn: z.string(), sequenceNumber: z.string() });

/** How far a function has come in a stream: the last record that it is done with. */
export type Checkpoint = z.infer<typeof Checkpoint>;

/** Keeps checkpoints in the data folder, one for each function, so that a system that starts again goes on where it was. */
export function checkpointOf(dataFolder: string, functionName: string) {
  const folder = join(dataFolder, 'streams');
  const file = join(folder, `${functionName}.json`);
  mkdirSync(folder, { recursive: true });
  return {
    read(): Checkpoint | undefined {
      try {
        return Checkpoint.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return undefined; // nothing was done yet, or a crash cut it off: then all is told again
      }
    },
    write(checkpoint: Checkpoint): void {
      writeFileSync(`${file}.new`, JSON.stringify(checkpoint));
      renameSync(`${file}.new`, file);
    },
  };
}
