import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../journeys/local-system.ts';
import type { LocalSystem } from '../../../journeys/own-local-system.ts';
import type { Step } from '../../step.ts';
import type { World } from '../world.ts';

const visit = {
  uid: 'visit-7@example.com',
  summary: 'Visit; of 3, and "more" \\ «Prüfung» 漢字 🛎 and all that makes a line longer than seventy-five octets',
  description: 'Bring, please;\nthe keys',
  location: 'Dock 3, left',
};

/** The e-mails by the names of their files: an invitation on the day on which London's clocks go forward, its change, its end; and whole days. */
const emails = {
  '1-request': { ...visit, sequence: 0, method: 'request', start: '2030-03-31T09:00:00+01:00', end: '2030-03-31T10:00:00+01:00' },
  '2-change': { ...visit, sequence: 1, method: 'request', start: '2030-03-30T09:00:00Z', end: '2030-03-30T10:30:00Z' },
  '3-cancel': { ...visit, sequence: 2, method: 'cancel', start: '2030-03-30T09:00:00Z', end: '2030-03-30T10:30:00Z' },
  '4-days': { ...visit, uid: 'days@example.com', sequence: 0, method: 'request', start: '2030-12-24', end: '2030-12-27' },
} as const;

/** Has the local system send the e-mails, and calendars that others have written open what is in them. */
export const calendarStep: Step<World> = {
  name: 'invitations, in calendars',
  async run({ starting, folder, tool }) {
    const mails = join(folder, 'mails');
    mkdirSync(mails);
    const localSystem = await starting;
    for (const [name, data] of Object.entries(emails)) writeFileSync(join(mails, `${name}.eml`), await sent(localSystem, data));
    const said = await tool('pytest -q -rA -p no:cacheprovider test/rehearsal/python/calendars', { BELLHOP_MAILS: mails });
    return [...said.matchAll(/^(?:SKIPPED.*?: )?(.*(?: passed|needs).*)$/gm)].map(([, line]) => line).join('; ');
  },
};

/** Publishes a visit, and gives the e-mail as SES was given it. */
async function sent({ publish, dataFolder }: LocalSystem, data: object): Promise<Buffer> {
  const { body } = await publish({ workflow: 'visit', recipients: [{ id: 'lin', email: 'lin@example.com' }], data });
  const [{ id = '' } = {}] = body.notifications ?? [];
  return eventually('the e-mail is sent', async () => {
    const file = join(dataFolder, 'outbox');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    const line = lines.find((each) => each.includes(id) && each.endsWith('}')); // and not half written
    return line !== undefined && Buffer.from(JSON.parse(line).raw, 'base64');
  });
}
