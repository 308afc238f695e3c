import type { CSSProperties, ReactElement, ReactNode } from 'react';

/** A table of one cell: the only box whose padding Outlook on Windows respects. */
export function Cell(props: { className: string; style: CSSProperties; children: ReactNode }): ReactElement {
  return (
    <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td {...props} />
        </tr>
      </tbody>
    </table>
  );
}
