/** How many e-mails each system sends: the first ones start processes and connections, and are not measured. */
export const sends = { warmUp: 400, measured: 1200 } as const;
