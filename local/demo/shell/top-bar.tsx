import { BellhopInbox, type BellhopInboxProps } from '@bellhop/client/react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { leaveDevice } from '../push/device.ts';
import { signOut } from '../session/session.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';
import { firstNameOf, nameOf, otherThan, roleOf } from './people.ts';
import { useRoute } from './route.ts';

const categories = ['repairs', 'general'];
const alerts = ['toasts', 'title-badge'] as const;

/** Stays in this tab where a notification leads to a page of the app. */
const open: BellhopInboxProps['onOpen'] = (event) => {
  const { action_url: url } = event.detail.item;
  if (url === undefined || !url.startsWith(`${location.origin}/demo#`)) return;
  event.preventDefault();
  location.hash = new URL(url).hash;
};

/** Shows where one is, the bell, and who is signed in. */
export function TopBar({ user }: { user: SignedIn }) {
  const { page } = useRoute();
  const other = otherThan(user);
  const current = (is: boolean) => (is ? { 'aria-current': 'page' as const } : {});

  return (
    <header className="top-bar">
      <button type="button" className="skip" onClick={skip}>
        Skip to the page
      </button>
      <a className="brand" href="#/" aria-label="Torque, all repairs">
        <Mark size={28} />
        <span>Torque</span>
      </a>
      <nav aria-label="Pages">
        <a href="#/" {...current(page !== 'settings')}>
          Repairs
        </a>
        <a href="#/settings" {...current(page === 'settings')}>
          Settings
        </a>
      </nav>
      <div className="top-bar-end">
        <a className="other-tab" href={`/demo?as=${other}`} target="_blank" rel="noopener">
          Open as {firstNameOf(other)} <Icon name="out" />
        </a>
        <BellhopInbox categories={categories} alerts={alerts} onOpen={open} />
        <button type="button" className="account" popoverTarget="account-menu">
          <span className="unseen-text">Account of {nameOf(user)}</span>
          <Avatar person={user} size="large" />
        </button>
        <div id="account-menu" className="account-menu" popover="auto">
          <p>
            <strong>{nameOf(user)}</strong>
            <span className="muted">{roleOf(user)}</span>
          </p>
          <button type="button" className="button" onClick={() => void leaveDevice(user).then(signOut)}>
            Sign out
          </button>
        </div>
      </div>
    </header>
  );
}

/** Moves the focus past the bar. */
function skip(): void {
  document.getElementById('main')?.focus();
}
