import { IconAlertCircle, IconArrowUp, IconCash, IconFileText, IconGauge, IconHistory, IconMessage, IconPhoneIncoming, IconReceipt, IconRouter, IconScale, IconShieldCheck, type Icon } from '@tabler/icons-react';
import type { TimelineGroup, TimelineItem } from '../../contract/customers.ts';

const groupIcons: Readonly<Record<TimelineGroup, Icon>> = { money: IconReceipt, contact: IconMessage, service: IconRouter };
/** Parts of a kind's name, the first that is in it decides: "paymentFailed" is a failure before it is a payment. */
const kindIcons: ReadonlyArray<readonly [part: string, icon: Icon]> = [
  ['fail', IconAlertCircle], ['dispute', IconScale], ['payment', IconCash], ['bill', IconFileText], ['call', IconPhoneIncoming], ['check', IconShieldCheck], ['verif', IconShieldCheck],
  ['allowance', IconGauge], ['upgrade', IconArrowUp], ['product', IconArrowUp], ['contact', IconMessage], ['interaction', IconPhoneIncoming], ['change', IconHistory],
];

/** The picture of a timeline entry. */
export function timelineIcon({ kind, group }: Pick<TimelineItem, 'kind' | 'group'>): Icon {
  const name = kind.toLowerCase();
  return kindIcons.find(([part]) => name.includes(part))?.[1] ?? groupIcons[group];
}

export const timelineGroups: ReadonlyArray<{ readonly value: 'all' | TimelineGroup; readonly label: string }> = [{ value: 'all', label: 'All' }, { value: 'money', label: 'Money' }, { value: 'contact', label: 'Contact' }, { value: 'service', label: 'Service' }];
