import type { ReactElement } from 'react';
import type { DigestData } from '../../core/digests/rules/digest-contents.ts';
import { writeNumber } from '../../core/workflows/rules/reader.ts';
import type { EmailProps } from '../_layout/email-template.ts';
import { Layout } from '../_layout/layout.tsx';
import { DigestGroup } from './group.tsx';
import { Rest } from './rest.tsx';
import { wordsFor } from './words.ts';
import { writeDigestDate } from './write-date.ts';

/** Everything that waited, by category, and the way to the rest of it. */
export function DigestEmail({ data, subject, reader }: EmailProps<DigestData>): ReactElement {
  const words = wordsFor(reader);
  const [first] = data.groups.flatMap(({ items }) => items);
  const more = data.groups.reduce((sum, group) => sum + group.more, 0);

  return (
    <Layout
      subject={subject}
      preheader={[first?.title, words.lead].filter(Boolean).join(' · ')}
      title={words.title[data.cadence](writeDigestDate(data, reader))}
      language={reader.language}
    >
      {data.groups.map((group) => (
        <DigestGroup key={group.category} group={group} reader={reader} />
      ))}
      {more > 0 && <Rest text={words.more(more, writeNumber(more, reader))} label={words.open} />}
    </Layout>
  );
}
