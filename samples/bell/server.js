import { createServer } from 'node:http';
import { Bellhop, tokenAnswer } from '@bellhop/node';

const bellhop = new Bellhop(); // BELLHOP_URL and BELLHOP_KEY

createServer(async (request, response) => {
  if (request.method !== 'POST' || request.url !== '/bellhop-token') return response.writeHead(404).end();
  const { status, headers, body } = await tokenAnswer(bellhop, 'ada'); // whoever your session says is signed in
  response.writeHead(status, headers).end(body);
}).listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
