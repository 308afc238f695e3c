import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where webhooks may be: on the internet, and in the local system on this machine as well. */
export type Reach = { loopback: boolean };

/** Finds the addresses of a host, as `dns.lookup` does. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** What of IPv6 is given out at all: https://www.iana.org/assignments/ipv6-address-space/ */
const global6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether a webhook may be at an address: one of the internet, and none of the ranges that IANA's registries give another purpose
 * (private, loopback, link-local with the metadata of clouds, unique local, shared, IPv4 in IPv6, …), as `ipaddr.js` has them.
 */
export function mayReach(address: string, { loopback }: Reach): boolean {
  const ip = ipaddr.process(address); // ::ffff:10.0.0.1 is 10.0.0.1
  if (loopback && ip.range() === 'loopback') return true;
  return ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(global6));
}

/** The error of a connection that was not made, because of where it would have gone. */
export class NotReachable extends Error {
  override readonly name = 'NotReachable';
}

/**
 * Makes what a connection resolves its host by. It refuses a host with any address that webhooks may not have, at the moment of connecting: what
 * the host was when it was checked before does not matter.
 */
export function guardedLookup(reach: Reach, resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null) return done(error, '');
      if (first === undefined || !found.every(({ address }) => mayReach(address, reach)))
        return done(new NotReachable(`${host} is at an address that no webhook may have`), '');
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** Reads the address that a URL names outright, which no connection resolves. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}
