import { Heading } from '@react-email/heading';
import { Text } from '@react-email/text';
import { type CSSProperties, type ReactElement, useContext } from 'react';
import type { DigestData } from '../../core/digests/rules/digest-contents.ts';
import type { Reader } from '../../core/workflows/rules/reader.ts';
import { BrandContext } from '../_layout/brand-context.ts';
import { bodyText, smallText } from '../_layout/theme.ts';
import { nameOf } from './words.ts';
import { writeMoment } from './write-date.ts';

type Group = DigestData['groups'][number];

const heading: CSSProperties = { ...bodyText, margin: '28px 0 12px', fontWeight: 600, fontSize: '18px' };
const title: CSSProperties = { ...bodyText, margin: '0 0 2px', fontWeight: 600 };
const body: CSSProperties = { ...bodyText, margin: '0 0 2px', lineHeight: '24px' };
const moment: CSSProperties = { ...smallText, margin: '0 0 16px' };

/** What is new in one category, newest first. One of which all was left out for its size is counted below. */
export function DigestGroup({ group, reader }: { group: Group; reader: Reader }): ReactElement | undefined {
  if (group.items.length === 0) return undefined;
  return (
    <>
      <Heading as="h2" className="ink" style={heading}>
        {nameOf(group.category, reader)}
      </Heading>
      {[...group.items.entries()].map(([number, item]) => (
        <Entry key={number} item={item} reader={reader} />
      ))}
    </>
  );
}

/** Titles and texts are as the inbox shows them, in whatever language that is, so their direction is read off them. */
function Entry({ item, reader }: { item: Group['items'][number]; reader: Reader }): ReactElement {
  const { colour } = useContext(BrandContext);
  return (
    <>
      <Text className="ink" dir="auto" style={title}>
        {item.url === undefined ? (
          item.title
        ) : (
          <a className="link" href={item.url} style={{ color: colour, textDecoration: 'none' }}>
            {item.title}
          </a>
        )}
      </Text>
      {item.body !== undefined && (
        <Text className="ink" dir="auto" style={body}>
          {item.body}
        </Text>
      )}
      <Text className="muted" style={moment}>
        {writeMoment(item.at, reader)}
      </Text>
    </>
  );
}
