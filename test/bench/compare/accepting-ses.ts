import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stoppable } from '../../../local/stopping.ts';

/** A provider that accepts every e-mail at once: what is compared is the senders. */
export async function startAcceptingSes(): Promise<Stoppable & { url: string }> {
  let accepted = 0;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      accepted += 1;
      const result = `<SendRawEmailResult><MessageId>m-${accepted}</MessageId></SendRawEmailResult>`;
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>`,
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
