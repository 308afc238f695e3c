import type { ReactElement } from 'react';
import { bodyText, light } from './theme.ts';

const cell = { ...bodyText, padding: '10px 0', borderBottom: `1px solid ${light.edge}`, verticalAlign: 'top' } as const;
const name = { ...cell, width: '30%', paddingRight: '16px', color: light.muted, fontWeight: 400, textAlign: 'start' } as const;
const value = { ...cell, textAlign: 'start' } as const;

/** Names and values, one to a line; a value that is undefined leaves its line out. */
export function Facts({ facts }: { facts: Record<string, string | undefined> }): ReactElement {
  return (
    <table className="edge" width="100%" cellPadding="0" cellSpacing="0" style={{ borderTop: `1px solid ${light.edge}` }}>
      <tbody>
        {Object.entries(facts).map(([label, text]) =>
          text === undefined ? undefined : (
            <tr key={label}>
              <th className="muted edge" scope="row" style={name}>
                {label}
              </th>
              <td className="ink edge" style={value}>
                {text}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
