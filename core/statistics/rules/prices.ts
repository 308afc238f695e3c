/** What SES takes for an e-mail in millionths of a US dollar, without attachments: 0.10 USD for 1,000. https://aws.amazon.com/ses/pricing/, 2026-11-29 */
export const microUsdPerEmail = 100;
