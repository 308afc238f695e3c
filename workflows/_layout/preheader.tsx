import type { CSSProperties, ReactElement } from 'react';

const shownBeside = 150; // as much as any inbox shows beside a subject
/** What shows nothing and keeps its place. As entities, since e-mail takes nine characters for each character that is not ASCII. */
const blank = '&nbsp;&zwnj;&#8203;&zwj;&lrm;&rlm;&#65279;';
const hidden: CSSProperties = { display: 'none', overflow: 'hidden', lineHeight: '1px', opacity: 0, maxHeight: 0, maxWidth: 0 };

/** The line that an inbox shows beside the subject, and nothing of the text below it. */
export function Preheader({ text }: { text: string }): ReactElement {
  return (
    <div style={hidden} data-skip-in-text="true">
      {text}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: it is ours alone, and the renderer would escape it */}
      <div dangerouslySetInnerHTML={{ __html: blank.repeat(Math.max(0, shownBeside - text.length)) }} />
    </div>
  );
}
