import { cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groupedApi } from '../../bin/docs/grouped-api.ts';
import { llmsIndex, llmsWhole } from '../../bin/docs/llms.ts';
import { mendedRedoc } from '../../bin/docs/mends.ts';
import { namedAlternatives } from '../../bin/docs/named-alternatives.ts';
import type { Section } from '../../bin/docs/sidebar.ts';
import { apiReference } from '../../bin/docs/site-links.ts';

type Built = {
  root: string;
  outDir: string;
  pages: ReadonlyMap<string, string>;
  sections: readonly Section[];
  copied: ReadonlySet<string>;
};

/** Writes what is not made of a page: files that pages link to, the pages as Markdown, and the files for language models. */
export function writeBeside({ root, outDir, pages, sections, copied }: Built): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), text);
  };
  const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
  const addressOf = (file: string) => (file === 'docs/openapi.json' ? '/openapi.json' : `/${pages.get(file) ?? `files/${file}`}`);

  for (const [file, route] of pages) if (!file.startsWith('site/')) write(route, textOf(file));
  for (const path of copied) {
    cpSync(join(root, path), join(outDir, 'files', path), { recursive: true });
    if (statSync(join(root, path)).isDirectory())
      write(`files/${path}/index.html`, listOf(path, globSync('**/*.*', { cwd: join(root, path) })));
  }
  write('openapi.json', textOf('docs/openapi.json'));
  write('llms.txt', llmsIndex({ sections, textOf, addressOf }));
  write('llms-full.txt', llmsWhole({ sections, textOf, addressOf }));
  const api = join(outDir, dirname(apiReference));
  cpSync(join(root, 'site/api'), api, { recursive: true });
  write(
    join(dirname(apiReference), 'openapi.json'),
    JSON.stringify(namedAlternatives(groupedApi(JSON.parse(textOf('docs/openapi.json'))))),
  );
  cpSync(join(root, 'site/node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js'), join(outDir, 'mermaid.tiny.js'));
  write(
    join(dirname(apiReference), 'redoc.standalone.js'),
    mendedRedoc(textOf('site/node_modules/redoc/bundles/redoc.standalone.js')),
  );
}

/** Lists the files of a folder that a page links to. */
function listOf(path: string, files: string[]): string {
  const items = files.sort().map((file) => `<li><a href="${encodeURI(file)}">${file}</a></li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${path}</title>
<main><h1>${path}</h1><ul>${items.join('')}</ul></main>
</html>
`;
}
