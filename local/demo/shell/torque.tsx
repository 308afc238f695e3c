import { createClient } from '@bellhop/client';
import { BellhopProvider } from '@bellhop/client/react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { BoardProvider } from '../board/use-board.tsx';
import { Happened } from '../happened/happened.tsx';
import { showPushes } from '../push/show-pushes.ts';
import { bellhopToken, onSession, signedIn } from '../session/session.ts';
import { SignIn } from '../session/sign-in.tsx';
import { Page } from './page.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const options = { countCategories: true };

/** Shows the app to who is signed in, and else asks who it is. */
export function Torque() {
  const user = useSyncExternalStore(onSession, signedIn);
  return user === undefined ? <SignIn /> : <Workshop key={user} user={user} />;
}

/** Shows the app to one user: one client, one inbox and one board for everything in it. */
function Workshop({ user }: { user: SignedIn }) {
  const client = useMemo(() => createClient({ baseUrl: location.origin, getToken: bellhopToken }), []);
  useEffect(() => showPushes(user), [user]);
  return (
    <BellhopProvider client={client} options={options}>
      <BoardProvider>
        <div className="columns">
          <div className="app">
            <TopBar user={user} />
            <main id="main" tabIndex={-1}>
              <Page user={user} />
            </main>
          </div>
          <Happened user={user} />
        </div>
      </BoardProvider>
    </BellhopProvider>
  );
}
