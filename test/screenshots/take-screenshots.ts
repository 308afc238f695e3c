// npm run docs -- screenshots [name …]: writes docs/pictures from the running product
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser, openPage } from '../browser/open-page.ts';
import { startLocalSystem } from '../journeys/own-local-system.ts';
import { type Picture, writePicture } from './picture.ts';
import { pictures } from './pictures.ts';
import { publishSamples } from './publish-samples.ts';

const asked = process.argv.slice(2);
const nameOf = ({ file }: Picture) => file.replace(/\.\w+$/, '');
const names = pictures.map(nameOf);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`docs: there is no picture "${unknown.join('", "')}"; there are ${names.join(', ')}`);
  process.exit(1);
}

// the queue emulator stands on node:sqlite, which would announce that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});
mkdirSync(join(import.meta.dirname, '../../docs/pictures'), { recursive: true });
const system = await startLocalSystem({ port: Number(process.env.BELLHOP_PORT ?? 4620) }); // the pictures show the address
try {
  await publishSamples(system);
  for (const picture of pictures) {
    if (asked.length > 0 && !asked.includes(nameOf(picture))) continue;
    const { path, viewport, colorScheme = 'light' } = picture;
    const { page, context } = await openPage(system.system.url + path, { viewport, colorScheme, reducedMotion: 'reduce' });
    await writePicture(page, picture.file, await picture.show(page, system));
    await context.close();
    console.log(`docs/pictures/${picture.file}`);
  }
} finally {
  await closeBrowser();
  await system.stop();
}
