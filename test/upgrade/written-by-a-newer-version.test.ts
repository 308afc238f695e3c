// What a newer version has left when an older one is back: it is kept or waited for, and never fatal.
import { SignJWT } from 'jose';
import { mintedTokens } from '../../adapters/jose/user-tokens.ts';
import { memorySigningSecret } from '../../adapters/memory/access/signing-secret.ts';
import { decideFree } from '../../adapters/records/decide-free.ts';
import { ProviderEvent } from '../../contract/feedback/provider-events.ts';
import { IngestMessage } from '../../contract/publishing/queue-messages.ts';
import type { MessageStatus } from '../../contract/values.ts';
import { followDigest } from '../../core/digests/rules/follow-digest.ts';
import { sendDigests } from '../../core/digests/send-digests.ts';
import { fanOut } from '../../core/planning/fan-out.ts';
import { patchChoices } from '../../core/preferences/rules/patch-preferences.ts';
import type { Choices } from '../../core/preferences/rules/preferences.ts';
import { sweepStart } from '../../core/scheduling/rules/sweep-position.ts';
import { aWorkflow } from '../core/workflows/a-workflow.ts';
import { aProviderEvent } from '../provider-event.ts';
import { aMoment, world } from '../world.ts';

test('what a publish to many says, each of its messages says, known here or not', async () => {
  const here = world();
  const run = {
    version: 1,
    requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D',
    requestedAt: aMoment.toISOString(),
    workflow: 'message',
  };
  const message = IngestMessage.parse({
    type: 'fan-out',
    ...run,
    data: {},
    test: false,
    userIds: ['ada', 'grace'],
    tone: 'soft',
  });

  await fanOut(message as Parameters<typeof fanOut>[0], { ...here, workflows: new Map(), retentionDays: 90 });

  expect(here.ingest.drain()).toMatchObject([
    { type: 'notify', userId: 'ada', tone: 'soft' },
    { type: 'notify', userId: 'grace', tone: 'soft' },
  ]);
});

test('a message of a status to come is not sent, and comes back', () => {
  const message = { status: 'paused' as MessageStatus };

  expect(decideFree(message, { leaseSeconds: 40, ambiguousWaitSeconds: 120, now: aMoment })).toEqual({
    verdict: 'busy',
    afterSeconds: 40,
  });
  expect(followDigest(message)).toBeUndefined();
});

test('choices of a kind to come stay as they are when the user changes others', () => {
  const workflow = aWorkflow({ category: 'repairs' });
  const stored = {
    preferences: { repairs: { push: 'opted_out', digest: 'yearly' }, chats: { email: 'muted' } },
    quietHours: { start: '22:00', end: '07:00', season: 'summer' },
  } as unknown as Choices;

  const patched = patchChoices(stored, { categories: { repairs: { email: 'opted_in' } } }, new Map([[workflow.key, workflow]]));
  const later = patchChoices(stored, { quiet_hours: { end: '08:00' } }, new Map([[workflow.key, workflow]]));

  expect(patched).toMatchObject({
    ok: true,
    choices: {
      preferences: { repairs: { push: 'opted_out', digest: 'yearly', email: 'opted_in' }, chats: { email: 'muted' } },
      quietHours: stored.quietHours,
    },
  });
  expect(later).toMatchObject({ ok: true, choices: { quietHours: { start: '22:00', end: '08:00', season: 'summer' } } });
});

test('a place that a sweep of a newer version left sends it back to where the last whole one ended', () => {
  const since = new Date(aMoment.getTime() - 3_600_000);
  const run = { at: aMoment, since };

  expect(sweepStart({ ...run, cursor: '{"place":"in words to come"}' }, aMoment)).toEqual(sweepStart(run, aMoment));
});

test.each(['in words to come', '{"shard":"all"}'])('the place %s that a run of digests left does the same', async (cursor) => {
  const looked: Date[] = [];
  const due = async ({ bucket }: { bucket: Date }) => {
    looked.push(bucket);
    return { digests: [] };
  };
  const digests = { ...world().digests, due };
  const since = new Date(aMoment.getTime() - 3_600_000);
  const run = { at: aMoment, since, remainingMs: () => 60_000, save: async () => {} };

  await sendDigests({ ...run, cursor }, { digests, ingest: world().ingest });
  const afterCursor = looked.splice(0);
  await sendDigests(run, { digests, ingest: world().ingest });

  expect(afterCursor.length).toBeGreaterThan(0);
  expect(afterCursor).toEqual(looked);
});

test("a user's token with claims to come is good", async () => {
  const secret = memorySigningSecret();
  const token = await new SignJWT({ scope: 'inbox' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'k2' })
    .setSubject('ada')
    .setIssuer('bellhop')
    .setAudience('bellhop')
    .setExpirationTime(new Date(aMoment.getTime() + 60_000))
    .sign(await secret.readOrMake());

  expect(await mintedTokens(secret).verify({ token, now: aMoment })).toBe('ada');
});

test('an event of SES with fields to come is read as itself', () => {
  const event = aProviderEvent('Email Delivered', { delivery: { timestamp: '2030-03-15T12:00:01.000Z' } });
  const { detail } = event;

  const read = ProviderEvent.parse({
    ...event,
    region: 'x',
    detail: { ...detail, eventVersion: 2, mail: { ...detail.mail, more: 1 } },
  });

  expect(read).toEqual(ProviderEvent.parse(event));
});
