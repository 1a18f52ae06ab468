import type { PlanFile } from '../../../contract/plan.ts';
import { localClock } from '../../rating/domain/local-clock.ts';
import { doubled, type CatalogFault } from './catalog-fault.ts';
import { checkCatalog } from './check-catalog.ts';

/** What keeps a plan file of the right shape from being whole: its catalog, and lines, top-ups and reservations that name nothing. */
export function checkPlan(plan: PlanFile): CatalogFault[] {
  const { catalog, lines, topUps = [], reservations = [], zone } = plan;
  const allowances = new Map(catalog.offers.flatMap((offer) => offer.allowances.map((allowance) => [allowance.code, allowance] as const)));
  const faults = [...checkCatalog(catalog).map(({ place, sentence }) => ({ place: `catalog.${place}`, sentence })), ...doubled('lines', 'line', lines.map(({ line }) => line))];
  for (const { line, offers } of lines) for (const offer of offers) if (!catalog.offers.some(({ code }) => code === offer)) faults.push({ place: `lines.${line}`, sentence: `The line "${line}" holds the offer "${offer}", which the catalog does not have.` });
  for (const one of [...topUps.map((topUp) => ({ ...topUp, place: `topUps.${topUp.id}` })), ...reservations.map((held) => ({ ...held, place: `reservations.${held.key}` }))]) {
    const allowance = allowances.get(one.allowance);
    if (!allowance) faults.push({ place: one.place, sentence: `It is for the allowance "${one.allowance}", which the catalog does not have.` });
    else if (allowance.shared && one.line !== undefined) faults.push({ place: one.place, sentence: `The allowance "${one.allowance}" is shared by all lines: leave the line out.` });
    else if (!allowance.shared && !lines.some(({ line }) => line === one.line)) faults.push({ place: one.place, sentence: `The allowance "${one.allowance}" belongs to a line: name one of the plan.` });
  }
  if (zone !== undefined && !isZone(zone)) faults.push({ place: 'zone', sentence: `"${zone}" is no time zone. Write it as America/Los_Angeles.` });
  return faults;
}

/** True for a time zone of the IANA list. */
export function isZone(zone: string): boolean {
  try {
    localClock(zone);
    return true;
  } catch {
    return false;
  }
}
