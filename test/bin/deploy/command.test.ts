import { accountSettingsFor, readCommand } from '../../../bin/deploy/command.ts';

test.each([
  ['deploy -c stage=prod', { name: 'deploy', stage: 'prod' }],
  ['--require-approval never deploy --context stage=dev -c fromName=x', { name: 'deploy', stage: 'dev' }],
  ['destroy --force -c stage=dev -c stage=staging', { name: 'destroy', stage: 'staging' }],
  ['diff --context=stage=dev --profile work', { name: 'diff', stage: 'dev', profile: 'work' }],
  ['destroy -c stage=live', { name: 'destroy', stage: undefined }],
  ['destroy', { name: 'destroy', stage: undefined }],
  ['destroy --help', { name: undefined, stage: undefined }],
  ['bootstrap', { name: 'bootstrap', stage: undefined }],
  ['synth -c stage=local', { name: undefined, stage: 'local' }],
  ['', { name: undefined, stage: undefined }],
])('cdk %s is understood', (line, command) => {
  expect(readCommand(line.split(' ').filter(Boolean))).toEqual(command);
});

test.each([
  ['deploy', { BELLHOP_ACCOUNT: 'guarded', BELLHOP_PROFILE: 'work' }],
  ['watch', { BELLHOP_ACCOUNT: 'guarded', BELLHOP_PROFILE: 'work' }],
  ['diff', { BELLHOP_ACCOUNT: 'asked', BELLHOP_PROFILE: 'work' }],
  ['destroy', {}],
  [undefined, {}],
])('before cdk %s the app is told %j of the account', (name, settings) => {
  expect(accountSettingsFor({ name, stage: 'dev', profile: 'work' })).toEqual(settings);
});
