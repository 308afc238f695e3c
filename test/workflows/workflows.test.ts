import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { Channel } from '../../contract/values.ts';
import { countSmsSegments } from '../../core/channels/sms/rules/sms-segments.ts';
import { renderCopy } from '../../core/workflows/rules/copy.ts';
import { readerOf } from '../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { checkWorkflows } from '../../workflows/_check/check-workflow.ts';
import { emails } from '../../workflows/emails.ts';
import { workflows } from '../../workflows/index.ts';
import { message } from '../../workflows/message/workflow.ts';
import { repairAssigned } from '../../workflows/repair-assigned/workflow.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { shipped } from './shipped.ts';

const allChannels: Channel[] = ['inbox', 'email', 'sms'];
const root = new URL('../../workflows/', import.meta.url);

test('every folder is a workflow of that key, and every workflow has its folder', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('_'),
  );

  expect(folders.map(({ name }) => name).sort()).toEqual([...workflowByKey.keys()].sort());
});

test('plain Node loads the list, so it brings no template along (Node cannot read .tsx)', () => {
  const load = `console.log((await import(${JSON.stringify(new URL('index.ts', root).href)})).workflows.length)`;

  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', load], { encoding: 'utf8' });

  expect(printed.trim()).toBe(String(workflows.length));
});

test('the example of every workflow renders on every channel, in every language that it has', () => {
  expect(checkWorkflows(workflows as readonly unknown[] as Workflow[], emails)).toEqual([]);
});

/** Each workflow of ours in each language that it speaks. */
const spoken = shipped.flatMap((workflow) => {
  const locales = [workflow.language ?? 'en', ...Object.keys(workflow.translations ?? {})];
  return locales.map((locale) => [workflow.key, locale, workflow] as const);
});

test.each(spoken)('the example of "%s" in "%s" renders on every channel it has copy for', (_key, locale, workflow) => {
  const whereabouts = { locale, timezone: 'Europe/Berlin' };

  const rendered = renderCopy(workflow, workflow.payload.parse(workflow.example), { channels: allChannels, whereabouts });

  expect(rendered).toMatchObject({ outcome: 'rendered' });
  expect(rendered).toMatchSnapshot();
});

test.each(spoken)('the longest data "%s" takes renders in "%s" too, in any script', (_key, locale, workflow) => {
  for (const deadLetter of ['x', 'ы', '€', '字']) {
    const data = longestData(workflow, deadLetter);

    expect(workflow.payload.safeParse(data).success).toBe(true);
    const whereabouts = { locale };
    expect(renderCopy(workflow, workflow.payload.parse(data), { channels: allChannels, whereabouts })).toMatchObject({
      outcome: 'rendered',
    });
  }
});

test('a payload refuses what it does not know, and links that are no web address', () => {
  expect(message.payload.safeParse({ ...message.example, colour: 'red' }).success).toBe(false);
  expect(message.payload.safeParse({ ...message.example, url: 'javascript:alert(1)' }).success).toBe(false);
  expect(repairAssigned.payload.safeParse({ ...repairAssigned.example, link: 'data:text/html,hi' }).success).toBe(false);
});

test('a title that would add a mail header is refused', () => {
  expect(message.payload.safeParse({ ...message.example, title: 'Hi\r\nBcc: eve@example.com' }).success).toBe(false);
});

test('a long message is cut in its SMS, and its link stays whole', () => {
  const url = 'https://app.example.com/welcome';

  const sms = message.sms?.({ title: 'Hello', body: 'word '.repeat(300), url }, readerOf(message, {})) ?? '';

  expect(countSmsSegments(sms).segments).toBe(2);
  expect(sms).toMatch(/^Hello: word .*word\.\.\. https:\/\/app\.example\.com\/welcome$/);
});

/** The example with every text filled to its limit. */
function longestData(workflow: Workflow, deadLetter: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(workflow.example).map(([field, value]) => {
      if (!workflow.payload.safeParse({ ...workflow.example, [field]: 'text' }).success && !isWebAddress(value))
        return [field, value];
      const isLink = isWebAddress(value);
      const fill = (length: number) => (isLink ? `https://example.com/${'x'.repeat(length - 20)}` : deadLetter.repeat(length));
      const takes = (length: number) => workflow.payload.safeParse({ ...workflow.example, [field]: fill(length) }).success;
      let [longest, tooLong] = takes(21) ? [21, 42] : [20, 21];
      while (takes(tooLong)) [longest, tooLong] = [tooLong, 2 * tooLong];
      while (tooLong - longest > 1) {
        const middle = Math.floor((longest + tooLong) / 2);
        if (takes(middle)) longest = middle;
        else tooLong = middle;
      }
      return [field, fill(longest)];
    }),
  );
}

function isWebAddress(value: unknown): boolean {
  return String(value).startsWith('https:');
}
