/** The promises of docs/architecture.md, section 9, that can be measured here. */
export const promises = {
  bundleKilobytes: 350,
  loadMs: 45,
  acceptP99Ms: 50,
  unchangedPollReadUnits: 0.5,
  unchangedPollRequests: 1,
  emailCpuMs: 1.5,
} as const;
