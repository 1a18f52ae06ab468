import type { ReactNode } from 'react';
import type { CustomerOverview } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import type { Level } from '../../contract/procedure.ts';
import type { PlaceParams } from '../app/places.ts';

/** What every view of the workspace is given. */
export type CustomerViewProps = { readonly customerId: CustomerId; readonly params: PlaceParams; readonly overview: CustomerOverview };

/** A view of the workspace: a tab of its own, or a deep place below one (`under`). */
export type CustomerView = {
  readonly view: string;
  readonly label: string;
  /** The tab a deep place belongs to. */
  readonly under?: string;
  /** The verification level without which it shows only the way out. */
  readonly level: Level;
  /** "Payments are shown once the caller is verified." */
  readonly locked: string;
  readonly component: (props: CustomerViewProps) => ReactNode;
};
