import { usePreferences } from '@bellhop/client/react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { Addresses } from './addresses.tsx';
import { Categories } from './categories.tsx';
import { Digests } from './digests.tsx';
import { QuietHoursFields } from './quiet-hours.tsx';
import { ThisDevice } from './this-device.tsx';
import './settings.css';

/** Lets the user choose what reaches them, how and when. Each change is saved at once. */
export function Settings({ user }: { user: SignedIn }) {
  const { status, preferences, error, change } = usePreferences();
  const says =
    status === 'saving'
      ? 'Saving'
      : status === 'failed'
        ? `Not saved: ${error?.message}`
        : status === 'ready'
          ? 'Everything is saved'
          : 'Loading';

  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>Notification settings</h1>
          <p className="muted">What reaches you, how, and when.</p>
        </div>
        <p role="status" className={`saved saved-${status}`}>
          {says}
        </p>
      </div>
      <div className="settings">
        {preferences && (
          <>
            <Categories preferences={preferences} save={change} />
            <QuietHoursFields hours={preferences.quiet_hours} zone={preferences.timezone} save={change} />
            <Digests preferences={preferences} save={change} />
          </>
        )}
        <ThisDevice user={user} />
        <Addresses />
      </div>
    </>
  );
}
