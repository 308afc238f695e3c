import { PublishRequest } from '../../../contract/publishing/publish.ts';
import { firstRepairs } from '../../../local/demo-server/first-repairs.ts';
import * as notify from '../../../local/demo-server/notify.ts';
import { shipped } from '../../workflows/shipped.ts';

const repair = firstRepairs(new Date('2030-03-15T09:00:00Z')).find(({ number }) => number === 'R-1046');
if (repair === undefined) throw new Error('there is no repair to tell of');
const deed: notify.Deed = { by: 'ada', repair, link: 'http://127.0.0.1:4620/demo#/repairs/R-1046' };
const dueAt = '2030-03-15T16:00:00.000Z';

const written = {
  assigned: notify.assigned({ ...deed, repair: { ...repair, dueAt } }, 'grace'),
  approved: notify.approved(deed, 'grace'),
  commented: notify.commented(deed, { by: 'sam', text: 'Parts are here.', at: dueAt }, ['grace']),
  mentioned: notify.mentioned(deed, 'Have a look, @Grace', ['grace']),
  due: notify.due(deed, 'grace', { at: dueAt, key: 'due:R-1046:1' }),
  finished: notify.finished(deed, ['grace']),
};

test.each(Object.entries(written))('what %s writes is a publish that its shipped workflow takes', (_, request) => {
  const workflow = shipped.find(({ key }) => key === request.workflow);

  expect(PublishRequest.safeParse(request)).toMatchObject({ success: true });
  expect(workflow?.payload.safeParse(request.data)).toMatchObject({ success: true });
});

test('who is mentioned is found by first name, whatever its case, and nobody else is', () => {
  expect(notify.mentionsIn('@Grace and @ADA: see @sam, or mail grace@example.com')).toEqual(['ada', 'grace']);
  expect(notify.mentionsIn('Grace knows, @graceful does not')).toEqual([]);
});
