/** What of Redoc's script a page cannot change from outside: what it says, and what it is to say. */
const mends: readonly { was: string; is: string }[] = [
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

/**
 * Mends what Redoc's script gets wrong for who hears a page, or reads it in the dark.
 * @throws Error when the script has not what is to be mended, as another version may.
 */
export function mendedRedoc(script: string): string {
  return mends.reduce((text, { was, is }) => {
    if (text.split(was).length !== 2) throw new Error(`Redoc's script has not once: ${was}`);
    return text.replace(was, () => is);
  }, script);
}
