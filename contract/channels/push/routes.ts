import * as z from 'zod';
import { bodyProblems, type Routes } from '../../http/route.ts';
import { UserId } from '../../values.ts';
import { DeviceAnswer, DeviceId, DeviceList, NewDevice } from './devices.ts';

const handler = 'channels/push/devices';

/** The devices of a user, in a stage with push. */
export const deviceRoutes = {
  putOwnDevice: {
    method: 'PUT',
    path: '/v1/me/devices',
    handler,
    caller: 'user',
    summary: 'Add a device to send push messages to, or renew it; of more than ten the oldest goes',
    body: NewDevice,
    answers: { 200: DeviceAnswer },
    problems: [...bodyProblems, 'not_found'],
  },
  listOwnDevices: {
    method: 'GET',
    path: '/v1/me/devices',
    handler,
    caller: 'user',
    summary: 'List the devices, with the key that a browser subscribes with',
    answers: { 200: DeviceList },
    problems: [],
  },
  deleteOwnDevice: {
    method: 'DELETE',
    path: '/v1/me/devices/{device}',
    handler,
    caller: 'user',
    summary: 'Remove a device',
    params: z.strictObject({ device: DeviceId }),
    answers: { 204: true },
    problems: ['not_found'],
  },
  putDevice: {
    method: 'PUT',
    path: '/v1/users/{id}/devices',
    handler,
    caller: 'server',
    tenants: 'own',
    summary: "Add a device of a user's, or renew it; of more than ten the oldest goes",
    params: z.strictObject({ id: UserId }),
    body: NewDevice,
    answers: { 200: DeviceAnswer },
    problems: [...bodyProblems, 'not_found'],
  },
  listDevices: {
    method: 'GET',
    path: '/v1/users/{id}/devices',
    handler,
    caller: 'server',
    tenants: 'own',
    summary: "List a user's devices",
    params: z.strictObject({ id: UserId }),
    answers: { 200: DeviceList },
    problems: ['not_found'],
  },
  deleteDevice: {
    method: 'DELETE',
    path: '/v1/users/{id}/devices/{device}',
    handler,
    caller: 'server',
    tenants: 'own',
    summary: "Remove a device of a user's",
    params: z.strictObject({ id: UserId, device: DeviceId }),
    answers: { 204: true },
    problems: ['not_found'],
  },
} as const satisfies Routes;
