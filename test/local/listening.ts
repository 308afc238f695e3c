import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether a port can still be taken on an address that is this machine's but not loopback's: then nobody listens there. */
export async function isFreeBeyondLoopback(port: number): Promise<boolean> {
  const addresses = Object.values(networkInterfaces()).flatMap((list = []) => list.filter(({ internal }) => !internal));
  const beyond = addresses.find(({ family }) => family === 'IPv4')?.address ?? '127.0.0.2'; // of loopback's net, but not 127.0.0.1
  return await new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, beyond, () => probe.close(() => done(true)));
  });
}
