import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleScripts } from '../../../bin/packages/build-pages.ts';
import { readImports } from '../../architecture/read-imports.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

test('a script of the pages imports what is packed beside it, or the client and the plots as they are served', async () => {
  const folder = scratchFolder();
  await bundleScripts(folder);
  const scripts = globSync('**/*.js', { cwd: folder });
  const imports = scripts.flatMap((path) =>
    readImports(path, readFileSync(join(folder, path), 'utf8')).map(({ specifier }) => ({ path, specifier })),
  );
  const isThere = ({ path, specifier }: { path: string; specifier: string }) =>
    specifier.startsWith('.') ? existsSync(join(folder, dirname(path), specifier)) : /^\/(client|uplot)\//.test(specifier);

  expect(scripts).toEqual(expect.arrayContaining(['console.js', 'openapi/openapi.js', 'demo/plain/plain.js']));
  expect(imports.map(({ specifier }) => specifier)).toContain('/client/index.js');
  expect(imports.filter((each) => !isThere(each))).toEqual([]);
});
