/** What the previous release leaves to the next: found out before the upgrade, looked for after it. */
export type Left = {
  token: string;
  inbox: { id: string; title: string; read: boolean; archived: boolean }[];
  preferences: unknown;
  unsubscribePath: string;
  /** What a publish with an Idempotency-Key was answered. */
  answered: { body: Record<string, unknown>; id: string };
  /** Held by `send_at`: one that is to go out, one that is canceled after the upgrade; with their time. */
  held: { id: string; canceled: string; sendAt: string };
  /** Held by a night that has not ended, until then. */
  night: { id: string; dueAt: string };
  /** An open digest, when it is due. */
  digest: { id: string; dueAt: string };
  /** Sent, and reported by SES only after the upgrade. */
  sent: { id: string; address: string };
};
