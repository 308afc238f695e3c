const paths = {
  comment: 'M2.500 3.500h11v7.500H7L4 13.500V11H2.500z',
  clock: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5v3.200l2.200 1.300',
  out: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.500 8.500',
} as const;

/** Draws a small picture beside a word that says the same. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
