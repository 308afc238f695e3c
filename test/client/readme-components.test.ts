import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';
import { textsOf } from '../docs/blocks.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

const compilerOf4: string = 'svelte-4/compiler'; // its types are of names that those of version 5 have
const { compile: compileSvelte4 } = (await import(compilerOf4)) as {
  compile(source: string, options: { generate: 'ssr' }): { js: { code: string } };
};

const root = join(import.meta.dirname, '../..');

/** What the compiler of each framework makes of its component in the README, and a program that draws it as a server does. */
const frameworks = {
  'Vue 3': {
    contents: compileScript(parse(componentIn('vue')).descriptor, {
      id: 'readme',
      inlineTemplate: true,
      templateOptions: { ssr: true },
    }).content,
    program: `import { createSSRApp } from 'vue'; import { renderToString } from 'vue/server-renderer';
      renderToString(createSSRApp(Component)).then((html) => process.stdout.write(html));`,
    alias: {},
  },
  'Svelte 5': {
    contents: compileSvelte(componentIn('svelte'), { generate: 'server' }).js.code,
    program: "import { render } from 'svelte/server'; process.stdout.write(render(Component).body);",
    alias: {},
  },
  'Svelte 4': {
    contents: compileSvelte4(componentIn('svelte'), { generate: 'ssr' }).js.code,
    program: 'process.stdout.write(Component.render().html);',
    alias: { svelte: 'svelte-4' },
  },
};

function componentIn(language: string): string {
  return textsOf('client/README.md', language)[0] ?? '';
}

async function drawn({ contents, program, alias }: (typeof frameworks)[keyof typeof frameworks]): Promise<string> {
  const component: Plugin = {
    name: 'component',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^component$/ }, () => ({ path: 'component', namespace: 'component' }));
      onLoad({ filter: /./, namespace: 'component' }, () => ({ contents, loader: 'ts', resolveDir: root }));
    },
  };
  const outfile = join(scratchFolder(), 'draw.cjs');
  const options: BuildOptions = {
    stdin: { contents: `import Component from 'component'; ${program}`, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.css': 'text' },
    alias: { '@bellhop/client': join(root, 'client'), ...alias },
    plugins: [component],
    logLevel: 'silent',
  };
  await build(options);
  return (await promisify(execFile)(process.execPath, [outfile])).stdout;
}

test.each(Object.keys(frameworks) as (keyof typeof frameworks)[])(
  'the component of the README is drawn by a server with %s',
  async (name) => {
    expect((await drawn(frameworks[name])).replace(/<!--.*?-->/g, '')).toContain('<output>0 unread</output>');
  },
);
