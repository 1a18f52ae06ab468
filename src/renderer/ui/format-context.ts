import { createContext, use } from 'react';
import type { Day } from '../../contract/dates.ts';

/** How the house writes amounts and days; set once above all screens. */
export type FormatSettings = { readonly currency: string; readonly zone: string; readonly today: Day };

export const FormatContext = createContext<FormatSettings>({ currency: 'USD', zone: 'UTC', today: '1970-01-01' });

/** Currency, zone and today of the product. */
export function useFormat(): FormatSettings {
  return use(FormatContext);
}
