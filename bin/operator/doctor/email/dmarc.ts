import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';
import { domainOf } from './read-identities.ts';

/** What the DNS says receivers should do with mail that only pretends to be from the domain. */
export const dmarc: Check = {
  name: 'dmarc',
  why: 'Gmail and Yahoo ask for a DMARC record of everybody who sends to many.',
  notLocal: 'Nothing leaves the local system.',
  async run({ emailSettings, resolveTxt }) {
    const domain = domainOf((await emailSettings()).FROM_ADDRESS);
    for (const name of upwards(domain)) {
      const records = await dmarcRecords(name, resolveTxt);
      if (records.length > 0) return check(name, records);
    }
    return notYet(
      `${domain} has no DMARC record.`,
      `In its DNS: _dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:dmarc@${domain}"`,
    );
  },
};

function check(domain: string, records: readonly string[]): Finding {
  const [record = ''] = records;
  const mend = `Leave one record at _dmarc.${domain}, such as "v=DMARC1; p=none"`;
  if (records.length > 1) return wrong(`_dmarc.${domain} has ${records.length} records, so receivers ignore all of them.`, mend); // RFC 7489 section 6.6.3
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)\s*(?:;|$)/i.exec(record)?.[1];
  return policy === undefined
    ? wrong(`The DMARC record of ${domain} has no policy: ${record}`, mend)
    : ok(`${domain} asks for "${policy.toLowerCase()}".`);
}

/** The domain, then those above it: who has no record of its own goes by its organization's (RFC 7489 section 6.6.3). */
function upwards(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

async function dmarcRecords(domain: string, resolveTxt: Facts['resolveTxt']): Promise<string[]> {
  try {
    const records = await resolveTxt(`_dmarc.${domain}`);
    return records.map((parts) => parts.join('')).filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')) return [];
    throw error;
  }
}
