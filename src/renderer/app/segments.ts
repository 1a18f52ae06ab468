import { IconBuilding, IconStar, IconUser, type Icon } from '@tabler/icons-react';
import type { Segment } from '../../contract/customers.ts';

/** The kinds of customers. */
export const segments: ReadonlyArray<Segment> = ['private', 'corporate', 'vip'];

/** The picture of a kind of customer, wherever one stands: tabs, palette, search. */
export const segmentIcons: Readonly<Record<Segment, Icon>> = { private: IconUser, corporate: IconBuilding, vip: IconStar };
