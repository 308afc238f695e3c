import { DigestFrequency } from '../../contract/digests/digest-frequency.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { DigestEmail } from '../_digest/email.tsx';
import { digest } from '../_digest/workflow.ts';
import { digestWords } from '../digest-words.ts';
import { checkEmail } from './check-email.ts';
import type { FieldFault } from './field-fault.ts';

/** What is wrong with the digest's e-mail, of each frequency. Words that were written before a frequency was there lack those for it. */
export function checkDigest(): FieldFault[] {
  return DigestFrequency.options.flatMap((cadence) => {
    const missing = missingWords(cadence);
    if (missing.length > 0) return missing;
    return checkEmail({ ...digest, example: { ...digest.example, cadence } } as unknown as Workflow, DigestEmail);
  });
}

function missingWords(frequency: DigestFrequency): FieldFault[] {
  return Object.entries(digestWords).flatMap(([language, words]) =>
    (['subject', 'title'] as const)
      .filter((field) => typeof words[field][frequency] !== 'function')
      .map((field) => {
        const reason = `workflows/digest-words.ts has none for "${frequency}" digests in "${language}"; write it as for the others`;
        return { channel: 'email' as const, form: { locale: language }, field, reason };
      }),
  );
}
