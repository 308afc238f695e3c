import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../local/ports.ts';
import { closeBrowser, openPage } from '../../browser/open-page.ts';
import { textsOf } from '../../docs/blocks.ts';
import { assert, type Step } from '../step.ts';
import type { Stranger } from './stranger.ts';

/** Builds apps that have the bell, and looks at each in Chromium. What our pages print for them is taken from there. */
export const pageSteps: readonly Step<Stranger>[] = [
  {
    name: 'the console, with a workflow as it reads',
    async run({ url }) {
      const { page, complaints } = await openPage(`${url}/#workflows/task-assigned`);
      try {
        await page.locator('#previews').getByText('Check the brakes is yours').first().waitFor();
        assert(complaints.length === 0, `the page complains: ${complaints.join(', ')}`);
        return 'its inbox item, "Check the brakes is yours"';
      } finally {
        await closeBrowser();
      }
    },
  },
  {
    name: 'the bell in a built Next.js app',
    async run(stranger) {
      const port = await freePort();
      const [route = ''] = textsOf('docs/node.md', 'js').filter((text) => text.startsWith('// app/bellhop-token/route.js'));
      const put = copyApp(stranger, 'next');
      put('app/bellhop-token/route.js', route);
      await stranger.run('npm install', 'next');
      await stranger.run('npx next build', 'next', { NEXT_PUBLIC_BELLHOP_URL: stranger.url });
      const page = `http://127.0.0.1:${port}/`;
      const program = await stranger.start(`npx next start -H 127.0.0.1 -p ${port}`, () => fetch(page), { name: 'next' });
      return ringIn(page, stranger, 'Rung in Next.js').finally(() => program.stop());
    },
  },
  {
    name: 'the bell in a built Vite app',
    async run(stranger) {
      const [port, tokens] = [await freePort(), await freePort()];
      const [server = ''] = textsOf('docs/bell.md', 'js');
      const [main = ''] = textsOf('docs/bell.md', 'jsx');
      const put = copyApp(stranger, 'vite');
      put('main.jsx', main.replace('http://127.0.0.1:4620', stranger.url));
      put('token-server.js', server);
      await stranger.run('npm install', 'vite');
      await stranger.run('npx vite build', 'vite');
      const page = `http://127.0.0.1:${port}/`;
      const env = { PORT: `${tokens}`, TOKEN_SERVER: `http://127.0.0.1:${tokens}` };
      const line = `node token-server.js & exec npx vite preview --host 127.0.0.1 --port ${port} --strictPort`;
      const program = await stranger.start(line, () => fetch(page), { name: 'vite', env });
      return ringIn(page, stranger, 'Rung in Vite').finally(() => program.stop());
    },
  },
];

/** Gives the stranger a copy of an app; answers what puts one more file into it. */
function copyApp(stranger: Stranger, name: string) {
  cpSync(join(import.meta.dirname, 'apps', name), stranger.place(name), { recursive: true });
  return (file: string, text: string) => {
    mkdirSync(join(stranger.place(name), file, '..'), { recursive: true });
    writeFileSync(join(stranger.place(name), file), text);
  };
}

/** Publishes to Ada while her page is open, and waits until the bell has it. */
async function ringIn(url: string, { ask }: Stranger, title: string): Promise<string> {
  const { page, complaints } = await openPage(url);
  try {
    const bell = page.getByRole('button', { name: /^Notifications/ });
    await bell.waitFor();
    await ask('/v1/notifications', {
      workflow: 'message',
      recipients: ['ada'],
      data: { title, body: 'Your bell has just rung.' },
    });
    const startedAt = Date.now();
    await bell.click();
    await page.getByText(title).first().waitFor();
    assert(complaints.length === 0, `the page complains: ${complaints.join(', ')}`);
    return `"${title}" is in it ${Date.now() - startedAt} ms after the publish`;
  } finally {
    await closeBrowser();
  }
}
