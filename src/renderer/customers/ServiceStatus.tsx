import { IconCircleCheck, IconCircleX, IconPlayerPause } from '@tabler/icons-react';
import type { ServiceRow } from '../../contract/customers.ts';
import { Chip } from '../ui/Chip.tsx';
import { serviceStatusLabels } from './words.ts';

/** The state of a service in a word. */
export function ServiceStatus({ status }: { readonly status: ServiceRow['status'] }) {
  if (status === 'active') return <Chip tone="pos" icon={IconCircleCheck}>{serviceStatusLabels.active}</Chip>;
  if (status === 'suspended') return <Chip tone="warn" icon={IconPlayerPause}>{serviceStatusLabels.suspended}</Chip>;
  return <Chip icon={IconCircleX}>{serviceStatusLabels.terminated}</Chip>;
}
