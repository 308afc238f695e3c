import type { CancellationLedger } from '../../core/cancellation/ports/ledger.ts';
import type { DeliveryLedger } from '../../core/delivery/ports/ledger.ts';
import type { FeedbackLedger } from '../../core/feedback/ports/ledger.ts';
import type { PlanningLedger } from '../../core/planning/ports/ledger.ts';
import type { PublishingLedger } from '../../core/publishing/ports/ledger.ts';
import type { SchedulingLedger } from '../../core/scheduling/ports/ledger.ts';

/** The whole send ledger, as a store keeps it. Each capability has its part of it as a port of its own. */
export type Ledger = PlanningLedger & DeliveryLedger & SchedulingLedger & CancellationLedger & FeedbackLedger & PublishingLedger;
