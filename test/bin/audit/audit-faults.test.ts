import { type AuditReport, readAudit, type Vulnerable } from '../../../bin/audit/audit-faults.ts';

const found = (severity: Vulnerable['severity'], node: string, via: Vulnerable['via']): AuditReport => {
  const name = node.replace('node_modules/', '');
  return { vulnerabilities: { [name]: { name, severity, via, nodes: [node] } } };
};
const advisory = { title: 'it writes outside of its folder', url: 'https://github.com/advisories/GHSA-1' };
const isDevelopment = (path: string) => path === 'node_modules/jest';
const read = (report: AuditReport) => readAudit(report, isDevelopment);

test('of packages that users run every finding is a fault, of those of development what is high or critical', () => {
  expect(read(found('low', 'node_modules/tar', [advisory]))).toEqual({
    faults: ['low: tar: it writes outside of its folder (https://github.com/advisories/GHSA-1)'],
  });
  expect(read(found('moderate', 'node_modules/jest', [advisory]))).toEqual({ faults: [] });
  expect(read(found('high', 'node_modules/jest', [advisory]))).toEqual({
    faults: ['high: jest (development): it writes outside of its folder (https://github.com/advisories/GHSA-1)'],
  });
  expect(read({ vulnerabilities: {} })).toEqual({ faults: [] });
});

test('a package that has a fault by another is told with that one alone', () => {
  expect(read(found('high', 'node_modules/aws-cdk', ['tar']))).toEqual({ faults: [] });
});

test('a registry without an audit is told from one that could not be asked', () => {
  expect(read({ statusCode: 405, message: '405 Method Not Allowed' })).toEqual({
    unasked: '405 Method Not Allowed',
    isWithoutAudit: true,
  });
  expect(read({ statusCode: 503, message: '503 Service Unavailable' })).toMatchObject({ isWithoutAudit: false });
  expect(read({ error: { summary: 'getaddrinfo ENOTFOUND' } })).toEqual({
    unasked: 'getaddrinfo ENOTFOUND',
    isWithoutAudit: false,
  });
  expect(read({})).toMatchObject({ isWithoutAudit: false });
});
