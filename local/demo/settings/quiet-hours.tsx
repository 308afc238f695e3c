import type { PreferencesAnswer } from '@bellhop/client';
import { SettingsCard } from './card.tsx';
import type { Save } from './save.ts';
import { Switch } from './switch.tsx';

const usualNight = { start: '22:00', end: '07:00' };

type QuietHoursProps = { hours: PreferencesAnswer['quiet_hours']; zone: string; save: Save };

/** Holds e-mails, SMS and push messages during the user's night. */
export function QuietHoursFields({ hours, zone, save }: QuietHoursProps) {
  const says = `What comes at night waits for the morning, by the clock of ${cityOf(zone)}. What is urgent does not wait.`;
  return (
    <SettingsCard title="Quiet hours" hint={says}>
      <Switch
        label="Hold what comes at night"
        isLabelShown
        checked={hours !== undefined}
        change={(on) => save({ quiet_hours: on ? usualNight : null })}
      />
      {hours && (
        <div className="fields">
          <TimeField label="From" value={hours.start} change={(start) => void save({ quiet_hours: { start } })} />
          <TimeField label="Until" value={hours.end} change={(end) => void save({ quiet_hours: { end } })} />
        </div>
      )}
    </SettingsCard>
  );
}

/** Names the city whose clock a zone is: New York of `America/New_York`. */
function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Takes a time of day when the focus leaves it: one that is half typed is not saved. */
function TimeField({ label, value, change }: { label: string; value: string; change: (time: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        key={value}
        type="time"
        required
        defaultValue={value}
        onBlur={({ target }) => target.value !== '' && target.value !== value && change(target.value)}
      />
    </label>
  );
}
