import { DigestData } from '../../core/digests/rules/digest-contents.ts';
import { digestWorkflow } from '../../core/digests/rules/digest-names.ts';
import { defineWorkflow } from '../../core/workflows/rules/define-workflow.ts';
import { writeNumber } from '../../core/workflows/rules/reader.ts';
import type { WorkflowCopy } from '../../core/workflows/rules/workflow.ts';
import { otherLanguages, ourLanguage, wordsIn } from './words.ts';
import { writeDigestDate } from './write-date.ts';

/** What digests say around the notifications in them, from `workflows/digest-words.ts`. Nobody publishes it, so it is not in `workflows/index.ts`. */
export const digest = defineWorkflow({
  key: digestWorkflow,
  category: 'digests',
  priority: 'low',
  payload: DigestData,
  example: {
    cadence: 'daily',
    number: 12,
    date: '2026-11-22',
    groups: [
      {
        category: 'repairs',
        items: [
          {
            title: 'Repair R-1042 is approved',
            body: 'Sam, Northwind Logistics has approved the repair. You can start.',
            url: 'https://app.example.com/repairs/R-1042',
            at: '2026-11-22T14:05:00.000Z',
          },
          { title: 'Repair R-1043 is yours', at: '2026-11-22T09:30:00.000Z' },
        ],
        more: 0,
      },
      {
        category: 'general',
        items: [{ title: 'Welcome aboard', body: 'Your account is ready.', at: '2026-11-21T16:20:00.000Z' }],
        more: 3,
      },
    ],
    total: 6,
    leftOut: {},
  },
  language: ourLanguage,
  ...copyIn(ourLanguage),
  translations: Object.fromEntries(otherLanguages.map((language) => [language, copyIn(language)])),
});

function copyIn(language: string): WorkflowCopy<DigestData> {
  const { inboxTitle, subject } = wordsIn(language);
  return {
    inbox: (data, reader) => ({ title: inboxTitle(writeDigestDate(data, reader)), body: '' }),
    subject: (data, reader) => subject[data.cadence](data.total, writeNumber(data.total, reader), writeDigestDate(data, reader)),
  };
}
