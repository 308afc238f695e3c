import { lookup } from 'node:dns';
import type { WebhookTargets } from '../../core/webhooks/ports/webhooks.ts';
import { guardedLookup, literalAddress, mayReach, type Reach, type Resolve } from './public-address.ts';

const notPublic = 'must be a host on the internet: private, loopback, link-local and other reserved addresses are refused';

/** Says which URLs webhooks may have, before one is stored. Each attempt asks again, of the address that it really connects to. */
export function webhookTargets({ loopback, resolve = lookup }: Reach & { resolve?: Resolve }): WebhookTargets {
  return {
    async refusalOf(text) {
      const url = new URL(text);
      if (url.username !== '' || url.password !== '')
        return 'must have no user and password in it; check the signature in place of them';
      if (url.protocol !== 'https:' && !loopback) return 'must begin with https://';
      const literal = literalAddress(url);
      if (literal !== undefined) return mayReach(literal, { loopback }) ? undefined : notPublic;
      return refusalOfHost(url.hostname, { loopback, resolve });
    },
  };
}

function refusalOfHost(host: string, { loopback, resolve }: Reach & { resolve: Resolve }): Promise<string | undefined> {
  return new Promise((done) => {
    guardedLookup({ loopback }, resolve)(host, { all: true }, (error) => {
      if (error === null) done(undefined);
      else done(error.name === 'NotReachable' ? notPublic : 'must be a host that DNS knows');
    });
  });
}
