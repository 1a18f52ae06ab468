import type { Segment } from '../../contract/customers.ts';

/** The kinds of customers. */
export const segments: ReadonlyArray<Segment> = ['private', 'corporate', 'vip'];
