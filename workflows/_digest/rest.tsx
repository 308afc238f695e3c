import { Text } from '@react-email/text';
import { type ReactElement, useContext } from 'react';
import { Action } from '../_layout/action.tsx';
import { BrandContext } from '../_layout/brand-context.ts';
import { bodyText } from '../_layout/theme.ts';

/** How many more there are, and the way to them when the owner has said where the inbox is. */
export function Rest({ text, label }: { text: string; label: string }): ReactElement {
  const { inboxUrl } = useContext(BrandContext);
  return (
    <>
      <Text className="ink" style={{ ...bodyText, margin: '24px 0 0' }}>
        {text}
      </Text>
      {inboxUrl !== undefined && <Action href={inboxUrl} label={label} />}
    </>
  );
}
