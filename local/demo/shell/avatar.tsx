import { initialsOf, nameOf } from './people.ts';

/** This shows somebody as a disc with two letters. Where the name stands beside it, it says nothing to who hears the page. */
export function Avatar({
  person,
  size = 'small',
  isNamed = false,
}: {
  person: string;
  size?: 'small' | 'large';
  isNamed?: boolean;
}) {
  const told = isNamed ? { role: 'img', 'aria-label': nameOf(person) } : { 'aria-hidden': true };
  return (
    <span className={`avatar avatar-${size} avatar-${person}`} title={isNamed ? nameOf(person) : undefined} {...told}>
      {initialsOf(person)}
    </span>
  );
}
