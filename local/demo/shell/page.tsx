import { useEffect, useRef } from 'react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { Board } from '../board/board.tsx';
import { RepairPage } from '../repair/repair-page.tsx';
import { Settings } from '../settings/settings.tsx';
import { type Route, useRoute } from './route.ts';

/** Shows the page that the address leads to, and takes whoever followed a link to its title. */
export function Page({ user }: { user: SignedIn }) {
  const route = useRoute();
  const name = route.page === 'repair' ? route.number : route.page;
  const shown = useRef(name);

  useEffect(() => {
    document.title = `${titleOf(route)} · Torque`;
    if (shown.current === name) return;
    shown.current = name;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus();
  });

  switch (route.page) {
    case 'board':
      return <Board user={user} />;
    case 'repair':
      return <RepairPage key={route.number} user={user} number={route.number} />;
    case 'settings':
      return <Settings user={user} />;
    default:
      return route satisfies never;
  }
}

function titleOf(route: Route): string {
  if (route.page === 'repair') return route.number;
  return route.page === 'settings' ? 'Notification settings' : 'Repairs';
}
