import { useCallback, useEffect, useState } from 'react';
import type { AddressesAnswer } from '../../demo-server/answers.ts';
import { ask } from '../session/session.ts';
import { SettingsCard } from './card.tsx';

/** Changes where e-mails and SMS go: by the app's own server, which knows its users. */
export function Addresses() {
  const [known, setKnown] = useState<AddressesAnswer>();
  const [says, setSays] = useState('');
  const take = useCallback(async (asking: Promise<AddressesAnswer>, done: string) => {
    try {
      setKnown(await asking);
      setSays(done);
    } catch (error) {
      setSays(error instanceof Error ? error.message : String(error));
    }
  }, []);
  useEffect(() => void take(ask('GET', 'addresses'), ''), [take]);
  const save = (form: FormData) => {
    const given = { email: String(form.get('email')), phone: String(form.get('phone')) };
    return take(ask('PUT', 'addresses', given), 'Saved');
  };

  return (
    <SettingsCard title="Addresses" hint="Where e-mails and SMS go. On this machine they end in the console’s outbox.">
      {known && (
        <form className="fields" action={save}>
          <label className="field field-wide">
            <span>E-mail</span>
            <input key={known.email} name="email" type="email" required defaultValue={known.email} autoComplete="off" />
          </label>
          <label className="field field-wide">
            <span>Phone</span>
            <input key={known.phone} name="phone" type="tel" required defaultValue={known.phone} autoComplete="off" />
          </label>
          <button type="submit" className="button">
            Save addresses
          </button>
          <p role="status" className="small muted">
            {says}
          </p>
        </form>
      )}
    </SettingsCard>
  );
}
