import { IconDeviceMobile, IconDeviceTv, IconPhone, IconRouter, type Icon } from '@tabler/icons-react';
import type { ServiceKind } from '../../contract/catalog.ts';

export const serviceIcons: Readonly<Record<ServiceKind, Icon>> = { fibre: IconRouter, mobile: IconDeviceMobile, phone: IconPhone, tv: IconDeviceTv };
