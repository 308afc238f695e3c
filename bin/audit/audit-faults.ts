/** How bad a finding is, as npm says it. */
type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';

/** A package in which something was found, as `npm audit --json` has it: by its own faults, or by those of packages that it needs. */
export type Vulnerable = {
  name: string;
  severity: Severity;
  via: (string | { title: string; url: string })[];
  nodes: string[];
};

/** What the answer of `npm audit --json` holds, as far as it is read here. */
export type AuditReport = {
  vulnerabilities?: Record<string, Vulnerable>;
  statusCode?: number;
  message?: string;
  error?: { summary?: string };
};

/** What comes of it: what has to be put right, or why nobody could look, and whether that is so for a registry that has no audit. */
export type Audit = { faults: string[] } | { unasked: string; isWithoutAudit: boolean };

/**
 * Reads a report. Of packages that reach whoever runs Bellhop all is a fault; of those that only build and test what is bad, since they run where
 * releases are signed. `isDevelopment` says which by the path in the lockfile.
 */
export function readAudit(report: AuditReport, isDevelopment: (path: string) => boolean): Audit {
  const { vulnerabilities, statusCode = 0, message, error } = report;
  if (vulnerabilities === undefined) {
    const isWithoutAudit = [404, 405, 501].includes(statusCode); // as registries answer that mirror packages alone
    return { unasked: message ?? error?.summary ?? 'npm gave no report', isWithoutAudit };
  }
  const faults = Object.values(vulnerabilities).flatMap(({ name, severity, via, nodes }) => {
    const findings = via.filter((each) => typeof each === 'object'); // a name leads to another entry, which has them
    const isOurs = nodes.every(isDevelopment);
    if (severity === 'info' || (isOurs && !['high', 'critical'].includes(severity))) return [];
    return findings.map(({ title, url }) => `${severity}: ${name}${isOurs ? ' (development)' : ''}: ${title} (${url})`);
  });
  return { faults: faults.sort() };
}
