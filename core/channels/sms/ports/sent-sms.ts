/** Which notification an SMS belongs to, by the id that the provider gave it: its receipts name nothing else. */
export interface SentSms {
  /** Doing it again changes nothing. */
  remember(sms: { providerId: string; notificationId: string; at: Date }): Promise<void>;
  find(providerId: string): Promise<string | undefined>;
}
