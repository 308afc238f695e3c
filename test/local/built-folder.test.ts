import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeUnlessMade } from '../../local/built-folder.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

const inputs = ['package.json'];

function writeBy(name: string) {
  return async (place: string) => {
    mkdirSync(place);
    writeFileSync(join(place, 'by'), name);
  };
}

test('what another start has made meanwhile stays as it is, as that one reads it', async () => {
  const [folder, other] = ['made', 'other'].map((name) => join(scratchFolder(), name)) as [string, string];
  await makeUnlessMade(other, { inputs, make: writeBy('another') });

  await makeUnlessMade(folder, {
    inputs,
    async make(place) {
      await writeBy('us')(place);
      cpSync(other, folder, { recursive: true });
    },
  });

  expect(readFileSync(join(folder, 'by'), 'utf8')).toBe('another');
  expect(existsSync(`${folder}.${process.pid}`)).toBe(false);
});
