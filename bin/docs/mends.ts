/** What of a file of others a page cannot change from outside: what it says, and what it is to say. */
type Mend = { was: string; is: string };

const ofRedoc: readonly Mend[] = [
  // its maker's picture would be asked of a server of theirs
  { was: 'src:"https://cdn.redoc.ly/redoc/logo-mini.svg"', is: 'src:"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAAC"' },
  // patterns, and what is deprecated in the menu, have one colour whatever the theme: site/api/api.css says which
  { was: 'color: #0e7c86;', is: 'color: var(--pattern);' },
  { was: 'color: #707070;', is: 'color: var(--deprecated);' },
  // a heading of the fifth level under one of the second
  { was: '.h5`\n  border-bottom:', is: '.h3`\n  border-bottom:' },
  // an entry of the menu is read as what it shows, a badge before its words too
  { was: 'role:"menuitem","aria-label":e.sidebarLabel', is: 'role:"menuitem"' },
];

const ofSidebar: readonly Mend[] = [
  // an entry that is a link is reached once; a section is a button that says whether it is open
  {
    was: ':tabindex="item.items && 0"',
    is: ':tabindex="item.items && !item.link ? 0 : undefined" :aria-expanded="item.collapsed == null ? undefined : !collapsed"',
  },
  // the arrow in that button is no second one
  { was: 'role="button"\n        aria-label="toggle section"', is: 'aria-hidden="true"' },
  { was: '@keydown.enter="onCaretClick"\n        tabindex="0"', is: '' },
];

/**
 * Mends what Redoc's script gets wrong for who hears a page, or reads it in the dark.
 * @throws Error when the script has not what is to be mended, as another version may.
 */
export function mendedRedoc(script: string): string {
  return mended(script, { of: "Redoc's script", mends: ofRedoc });
}

/**
 * Mends what VitePress's sidebar gets wrong for who goes through it by the keyboard.
 * @throws Error when the component has not what is to be mended, as another version may.
 */
export function mendedSidebar(component: string): string {
  return mended(component, { of: "VitePress's sidebar", mends: ofSidebar });
}

function mended(text: string, { of, mends }: { of: string; mends: readonly Mend[] }): string {
  return mends.reduce((so, { was, is }) => {
    if (so.split(was).length !== 2) throw new Error(`${of} has not once: ${was}`);
    return so.replace(was, () => is);
  }, text);
}
