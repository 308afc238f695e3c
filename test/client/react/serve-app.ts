import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildApp } from './build-app.ts';

/** Serves the app, drawn by the server already, under a strict content-security policy. */
export async function serveApp(react: 18 | 19) {
  const { files, drawn } = await buildApp(react);
  const page = `<!doctype html><html lang="en"><title>app</title><div id="root">${drawn}</div><script type="module" src="/page.js"></script></html>`;
  const server = createServer(({ url = '/' }, response) => {
    const script = files.get(url);
    response.setHeader('content-security-policy', "default-src 'self'");
    response.setHeader('content-type', `text/${script === undefined ? 'html' : 'javascript'}; charset=utf-8`);
    response.end(script ?? page);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}
