/** What a magic recipient makes of a message that a test key sent. */
export type MagicOutcome = 'delivered' | 'temporary-failure' | 'permanent-failure' | 'bounce' | 'complaint';
