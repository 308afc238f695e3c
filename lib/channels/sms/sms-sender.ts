import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { defaultSmsProvider, smsProviders } from '../../../contract/channels/sms/providers.ts';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { Alarms } from '../../operations/alarms.ts';
import type { SmsProviderPlace } from './provider-needs.ts';
import { smsProviderNeeds } from './providers.ts';

/** Who sends the stage's SMS: the provider that the owner has chosen. */
export class SmsSender {
  private readonly place: SmsProviderPlace;

  constructor(place: SmsProviderPlace) {
    this.place = place;
  }

  /** Whether it is told an address at which it tells what becomes of SMS. */
  get receiptsByHttp(): boolean {
    return smsProviders[this.place.owner.smsProvider].receiptsByHttp;
  }

  /** Lets a function send SMS, at the owner's rate or the provider's own. */
  grantSend(handler: HandlerFunction): void {
    const { smsProvider, smsMaxPriceUsd = '', smsSegmentsPerSecond } = this.place.owner;
    this.addProviderEnvironment(handler);
    handler.set('SMS_MAX_PRICE_USD', smsMaxPriceUsd);
    handler.set('SMS_SEGMENTS_PER_SECOND', smsSegmentsPerSecond ?? smsProviders[smsProvider].segmentsPerSecond);
    smsProviderNeeds[smsProvider].grantSend(handler, this.place);
  }

  /** Lets a function take what the provider tells by HTTP. */
  grantReceive(handler: HandlerFunction): void {
    this.addProviderEnvironment(handler);
    smsProviderNeeds[this.place.owner.smsProvider].grantReceive?.(handler, this.place);
  }

  /** The share of SMS that no phone took within six hours, in percent. */
  failingShare(alarms: Alarms): IMetric {
    const { owner } = this.place;
    return smsProviderNeeds[owner.smsProvider].failingShare(alarms, owner);
  }

  /** The default is not named, so that a stack of before there was a choice stays as it is. */
  private addProviderEnvironment(handler: HandlerFunction): void {
    const { smsProvider } = this.place.owner;
    if (smsProvider !== defaultSmsProvider) handler.set('SMS_PROVIDER', smsProvider);
  }
}
