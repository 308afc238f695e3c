import type { Routes } from '../http/route.ts';
import { StatisticsAnswer, StatisticsQuery } from './statistics.ts';

/** What became of notifications, in numbers. */
export const statisticsRoutes = {
  readStatistics: {
    method: 'GET',
    path: '/v1/statistics',
    handler: 'statistics/statistics',
    caller: 'server',
    tenants: 'own',
    summary: 'What became of notifications, counted by day, tenant, workflow, category, channel, locale and variant',
    query: StatisticsQuery,
    answers: { 200: StatisticsAnswer, csv: true },
    problems: ['query_invalid', 'statistics_off'],
  },
} as const satisfies Routes;
