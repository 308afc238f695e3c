import { Text } from '@react-email/text';
import type { ReactElement } from 'react';
import { Action } from '../_layout/action.tsx';
import { bodyText } from '../_layout/theme.ts';
import { brand } from '../brand.ts';

/** How many more there are, and the way to them when the owner has said where the inbox is. */
export function Rest({ text, label }: { text: string; label: string }): ReactElement {
  return (
    <>
      <Text className="ink" style={{ ...bodyText, margin: '24px 0 0' }}>
        {text}
      </Text>
      {brand.inboxUrl !== undefined && <Action href={brand.inboxUrl} label={label} />}
    </>
  );
}
