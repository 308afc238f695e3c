import type { PreferenceTexts } from '../texts.ts';

/** What the preferences say when nobody says otherwise. */
export const englishPreferences: PreferenceTexts = {
  channels: 'How you hear of things',
  channel: { inbox: 'Inbox', email: 'E-mail', sms: 'SMS', chat: 'Chat', push: 'Push' },
  required: 'Always sent',
  frequency: 'E-mails arrive',
  cadence: { immediate: 'At once', daily: 'Daily digest', weekly: 'Weekly digest', monthly: 'Monthly digest', varies: 'Varies' },
  quietHours: 'Quiet hours',
  quietHoursOn: 'Hold e-mails and SMS at night',
  from: 'From',
  until: 'Until',
  otherNights: (days) => `Different on: ${days}`,
  digests: 'Digests',
  digestTime: 'Time',
  digestDay: 'Weekly on',
  zone: (timeZone) => `Times are in ${timeZone}`,
  weekday: {
    monday: 'Monday',
    tuesday: 'Tuesday',
    wednesday: 'Wednesday',
    thursday: 'Thursday',
    friday: 'Friday',
    saturday: 'Saturday',
    sunday: 'Sunday',
  },
};
