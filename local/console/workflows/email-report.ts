import type { DryRunChannel } from '../api/types.ts';
import { element } from '../elements/element.ts';
import { type CheckResult, checkEmail } from './email-checks.ts';
import { readEmail } from './read-email.ts';

type Email = NonNullable<DryRunChannel['copy']['email']>;

const verdicts: Readonly<Record<CheckResult['tone'], string>> = { well: 'Good', moving: 'Look', wrong: 'Wrong' };

/** Draws what there is to say of an e-mail before it goes: open where something is wrong with it. */
export function emailReport(email: Email, workflow: { required: boolean }): HTMLElement {
  const results = checkEmail(readEmail(email, { isRequired: workflow.required }));
  const toLookAt = results.filter(({ tone }) => tone !== 'well').length;
  return element(
    'details',
    { class: 'mail-report', open: results.some(({ tone }) => tone === 'wrong') },
    element('summary', {}, toLookAt === 0 ? 'All checks are good' : `${toLookAt} of ${results.length} checks to look at`),
    element(
      'ul',
      {},
      ...results.map(({ tone, text }) => element('li', {}, element('span', { class: `status ${tone}` }, verdicts[tone]), text)),
    ),
  );
}
