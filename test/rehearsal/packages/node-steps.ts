import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageName } from '../../../bin/launch/node24.mjs';
import { assert, type Step } from '../step.ts';
import { create, installed } from './create-steps.ts';
import type { Stranger } from './stranger.ts';

/** The releases of Node that our packages take beside the one that Bellhop runs on. */
const majors = [20, 22] as const;

const publish = `new Bellhop().notifications
  .publish({ workflow: 'message', recipients: ['ada'], data: { title: process.argv[2], body: '' } })
  .then(({ notifications }) => console.log(notifications[0].id));`;

/** An app's server in both kinds of modules, and what its page asks for, in Node as well. */
const programs = {
  'publish.mjs': `import { Bellhop } from '@bellhop/node';\n${publish}`,
  'publish.cjs': `const { Bellhop } = require('@bellhop/node');\n${publish}`,
  'inbox.mjs': `import { createClient } from '@bellhop/client';
import { Bellhop } from '@bellhop/node';
const { token } = await new Bellhop().users.tokens.create('ada');
const client = createClient({ baseUrl: process.env.BELLHOP_URL, getToken: () => token });
const { body } = await client.list({});
console.log(body.data.map(({ title }) => title).join());`,
};

/** Does what a stranger does whose Node is older than ours: Bellhop fetches Node 24 for itself, and an app's own packages run on theirs. */
export const nodeSteps: readonly Step<Stranger>[] = [
  ...majors.flatMap((major) => onNode(major)),
  {
    name: 'the local system, under Node 20',
    async run(stranger) {
      const printed = (text: string) => Promise.resolve(text.includes('curl -s'));
      await stranger.start(`npm start`, printed, { name: projectOn(20), env: environmentOn(20, stranger) });
      return 'it is up, under the Node 24 that was fetched';
    },
  },
  ...majors.map((major) => sdkOn(major)),
];

function onNode(major: number): Step<Stranger>[] {
  return [
    {
      name: `Node ${major}: npm create, npm install`,
      async run(stranger) {
        const { run, place } = stranger;
        await run(
          `npm install --no-save --prefix "${place(`node-${major}`)}" ${packageName(process.platform, process.arch)}@${major}`,
          '.',
        );
        const env = environmentOn(major, stranger);
        const version = (await run('node --version', '.', env)).trim();
        assert(version.startsWith(`v${major}.`), `it is Node ${version}`);
        const folder = projectOn(major);
        await create(`npm create bellhop@latest ${folder} -- --name Northwind`, stranger, env);
        const said = await run('npm install', folder, env);
        return `${version}, bellhop ${installed(place(folder))}${/EBADENGINE/.test(said) ? ', and npm names packages that ask for a newer Node' : ''}`;
      },
    },
    {
      name: `Node ${major}: npm test`,
      async run(stranger) {
        const printed = await stranger.run('npm test', projectOn(major), environmentOn(major, stranger));
        assert(/types: in order/.test(printed) && /fail 0/.test(printed), `it says ${printed.slice(-600)}`);
        const fetched = readdirSync(join(stranger.folder, 'machine/bellhop')).filter((name) => name.startsWith('node-24'));
        assert(fetched.length === 1, `fetched were ${fetched.join() || 'none'}`);
        return `by ${fetched[0]}, which was fetched for it`;
      },
    },
  ];
}

function sdkOn(major: number): Step<Stranger> {
  return {
    name: `Node ${major}: @bellhop/node and @bellhop/client`,
    async run(stranger) {
      const { run, place } = stranger;
      const app = place('an-app');
      const env = environmentOn(major, stranger);
      if (!existsSync(app)) {
        mkdirSync(app);
        writeFileSync(join(app, 'package.json'), '{ "name": "an-app", "private": true }');
        for (const [name, text] of Object.entries(programs)) writeFileSync(join(app, name), text);
        await run('npm install @bellhop/node @bellhop/client', 'an-app', env);
      }
      const titles = [`By import on Node ${major}`, `By require on Node ${major}`];
      await run(`node publish.mjs "${titles[0]}"`, 'an-app', env);
      await run(`node publish.cjs "${titles[1]}"`, 'an-app', env);
      for (let looks = 0; looks < 100; looks += 1) {
        const shown = await run('node inbox.mjs', 'an-app', env);
        if (titles.every((title) => shown.includes(title))) return titles.join(', ');
      }
      throw new Error(`the inbox never shows ${titles.join(' and ')}`);
    },
  };
}

const projectOn = (major: number) => `on-node-${major}`;

/** The environment of a machine that has no other Node, and on which Bellhop has not run yet. */
function environmentOn(major: number, { place, folder }: Stranger): NodeJS.ProcessEnv {
  const bin = join(place(`node-${major}`), 'node_modules', packageName(process.platform, process.arch), 'bin');
  return { PATH: `${bin}${delimiter}${process.env.PATH}`, XDG_CACHE_HOME: join(folder, 'machine') };
}
