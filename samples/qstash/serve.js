// what the rehearsal runs: the route, as a framework would serve it
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { POST } from './before/mail-route.js';

const server = createServer(async (incoming, outgoing) => {
  const request = new Request('http://127.0.0.1/jobs/mail', {
    method: 'POST',
    headers: new Headers(incoming.headers),
    body: await text(incoming),
  });
  const response = await POST(request).catch((error) => {
    console.error(error);
    return new Response(String(error), { status: 500 });
  });
  outgoing.writeHead(response.status).end(await response.text());
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
