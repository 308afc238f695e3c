import * as z from 'zod';
import { PublishRequest } from '../../../contract/publishing/publish.ts';
import { NewSchedule } from '../../../contract/schedules/schedules.ts';
import type { Refused } from '../../../core/errors.ts';
import { type SoundFields, soundFields } from '../../../core/http/rules/sound-fields.ts';
import { findMoreFaults } from '../../../core/publishing/find-more-faults.ts';
import { validateContent } from '../../../core/publishing/validate-content.ts';
import { findMoreFaults as findMoreScheduleFaults } from '../../../core/schedules/find-more-faults.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMoment } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const sound = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };
const wrongShape = { priority: 'panic' };

function pointersOf(faults: readonly Refused[]): string[] {
  return faults.flatMap(({ places }) => places.map(({ pointer }) => pointer));
}

function moreOf(body: object): string[] {
  const parts: SoundFields<z.output<typeof PublishRequest>> = soundFields(PublishRequest, { ...sound, ...wrongShape, ...body });
  return pointersOf(findMoreFaults(parts, aMoment, workflowByKey));
}

test('a publish that is wrong in one field, and right in all others, has nothing more', () => {
  expect(moreOf({})).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['a workflow that is none', { workflow: 'massage' }, ['/workflow']],
  ['data that lacks a field', { data: { title: 'Hello' } }, ['/data/body']],
  ['no data', { data: undefined }, ['/data/title', '/data/body']],
  ['a time that has passed', { expires_at: '2001-01-01T00:00:00Z' }, ['/expires_at']],
  ['recipients of whom none can be read', { recipients: [5, { id: 'x', phone: '1' }] }, ['/recipients/0', '/recipients/1/phone']],
  [
    'one of each',
    { data: {}, send_at: '2040-01-01T00:00:00Z', recipients: [{ id: '' }] },
    ['/data/title', '/data/body', '/send_at', '/recipients/0/id'],
  ],
])('beside a field without its shape is told: %s', (_name, body, pointers) => {
  expect(moreOf(body)).toEqual(pointers);
});

const wordy = aWorkflow({ inbox: ({ name }) => ({ title: `${name}! `.repeat(60), body: '' }) }) as unknown as Workflow;

test.each<[string, object, string[]]>([
  ['copy that fits no channel', { channels: ['inbox'] }, ['/data']],
  [
    'copy of their own that fits none',
    { recipients: [{ id: 'ada', data: { name: 'Ada' } }], channels: ['inbox'] },
    ['/recipients/0/data'],
  ],
  ['data of their own that lack a field', { recipients: [{ id: 'ada', data: { name: 5 } }] }, ['/recipients/0/data/name']],
  ['no copy where the channels are wrong', { channels: ['fax'] }, []],
  ['no copy where the priority is wrong, by which they are chosen', { priority: 'panic' }, []],
])('beside a field that is not known is told: %s', (_name, body, pointers) => {
  const value = { workflow: 'greeting', recipients: ['ada'], data: { name: 'Ada' }, ...body, colour: 'red' };
  const faults = findMoreFaults(soundFields(PublishRequest, value), aMoment, new Map([['greeting', wordy]]));

  expect(pointersOf(faults)).toEqual(pointers);
});

test.each<[string, object]>([
  ['data that is no object, which is told by its shape', { data: 1 }],
  ['data, when each recipient may have what it lacks', { data: {}, recipients: 'everybody' }],
  ['data, when each recipient has their own', { data: {}, recipients: [{ id: 'ada', data: { title: 'A', body: 'B' } }] }],
  ['one bad recipient among others', { recipients: ['ada', 5] }],
  ['times of which one cannot be read', { send_at: 'soon', expires_at: '2001-01-01T00:00:00Z' }],
])('nothing is made up of %s', (_name, body) => {
  expect(moreOf(body)).toEqual([]);
});

test('beside a field of a schedule without its shape are told its workflow, its data and each of its times', () => {
  const body = {
    workflow: 'message',
    topic: 'a',
    data: { title: 'Hello' },
    grace: 'an hour',
    cron: '61 * * * *',
    starts_at: '2090-01-01T00:00:00Z',
    ends_at: '2001-01-01T00:00:00Z',
  };

  const faults = findMoreScheduleFaults(soundFields(NewSchedule, body), aMoment, workflowByKey);

  expect(pointersOf(faults)).toEqual(['/data/body', '/cron', '/starts_at', '/ends_at']);
});

test('what is no object has nothing that could be looked at', () => {
  for (const value of [null, 'x', 5, [], [1]])
    expect(findMoreFaults(soundFields(PublishRequest, value), aMoment, workflowByKey)).toEqual([]);
});

test('what a refinement in the schema of an owner says of fields that are right is told beside a field that is not', () => {
  const payload = z.strictObject({ from: z.int(), to: z.int(), name: z.string() }).refine(({ from, to }) => from < to, {
    path: ['to'],
    error: 'must be after from',
  });
  const booked = { ...aWorkflow(), payload } as unknown as Workflow;
  const content = { workflow: 'greeting', data: { from: 2, to: 1, name: 5 } };

  expect(pointersOf(validateContent(content, new Map([['greeting', booked]])).faults)).toEqual(['/data/name', '/data/to']);
});
