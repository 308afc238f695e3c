import type { PreferencesAnswer, PreferencesPatch } from '@bellhop/client';
import { SettingsCard } from './card.tsx';
import type { Save } from './save.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The quarters of a day: a digest goes on one of them. */
const times = Array.from({ length: 96 }, (_, quarter) => new Date(quarter * 15 * 60_000).toISOString().slice(11, 16));

/** Chooses when digests go. */
export function Digests({ preferences: { digest_time, digest_day }, save }: { preferences: PreferencesAnswer; save: Save }) {
  return (
    <SettingsCard title="Digests" hint="When a digest goes, of the categories whose e-mails come in one.">
      <div className="fields">
        <label className="field">
          <span>At</span>
          <select value={digest_time} onChange={({ target }) => void save({ digest_time: target.value })}>
            {times.map((time) => (
              <option key={time}>{time}</option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>A weekly one on</span>
          <select
            value={digest_day}
            onChange={({ target }) => void save({ digest_day: target.value as NonNullable<PreferencesPatch['digest_day']> })}
          >
            {days.map((day) => (
              <option key={day} value={day}>
                {day.charAt(0).toUpperCase() + day.slice(1)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </SettingsCard>
  );
}
