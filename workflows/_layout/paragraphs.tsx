import { Text } from '@react-email/text';
import type { ReactElement } from 'react';
import { bodyText } from './theme.ts';

/** Plain text as it was typed: an empty line begins a paragraph, a line break stays one. */
export function Paragraphs({ text }: { text: string }): ReactElement {
  const paragraphs = text.split(/(?:\r?\n[\t ]*){2,}/).filter((paragraph) => paragraph.trim() !== '');

  return (
    <>
      {[...paragraphs.entries()].map(([number, paragraph]) => (
        <Paragraph key={number} lines={paragraph.split(/\r?\n/)} />
      ))}
    </>
  );
}

function Paragraph({ lines }: { lines: string[] }): ReactElement {
  return (
    <Text className="ink" style={bodyText}>
      {[...lines.entries()].map(([number, line]) => (number === 0 ? line : [<br key={number} />, line]))}
    </Text>
  );
}
