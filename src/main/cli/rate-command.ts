import { readFile } from 'node:fs/promises';
import type { Catalog } from '../../contract/catalog.ts';
import { formatMinor } from '../../contract/money.ts';
import { ImportProfile } from '../../contract/operations.ts';
import { PlanFile } from '../../contract/plan.ts';
import { faultLines } from '../catalog/domain/check-catalog.ts';
import { checkPlan } from '../catalog/domain/check-plan.ts';
import { usageFileText } from '../operations/usage-file.ts';
import type { UsageCharge } from '../rating/domain/charges-of-usage.ts';
import { explainEvent, pricedBy } from '../rating/domain/explain-event.ts';
import { detectFormat } from '../rating/domain/import/detect-format.ts';
import { readUsageFile } from '../rating/domain/import/read-usage-file.ts';
import { partnerCatalog } from '../rating/domain/partner-shares.ts';
import { ratePlan } from '../rating/domain/rate-plan.ts';
import { CliFailure, type Command, textOption } from './command.ts';

async function planOf(path: string): Promise<PlanFile> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch (failure) {
    throw new CliFailure(`${path} is not a readable JSON file: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
  const plan = PlanFile.safeParse(body);
  if (!plan.success) throw new CliFailure(`${path} is not a plan:\n${plan.error.issues.slice(0, 10).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
  const faults = checkPlan(plan.data);
  if (faults.length > 0) throw new CliFailure(`${path} is not a whole plan:\n${faultLines(faults).join('\n')}`);
  return plan.data;
}

export const rateCommand: Command = {
  name: 'rate', usage: 'care rate --plan plan.json --usage file.csv', sentence: 'Rates a usage file against a plan, without a database: lines, totals and the working of each event.',
  options: { plan: { type: 'string', sentence: 'the plan file: catalog and lines' }, usage: { type: 'string', sentence: 'the usage file' }, format: { type: 'string', sentence: 'careline, asterisk or freeswitch (default: guessed)' }, zone: { type: 'string', sentence: 'zone of local times in the file (default: UTC)' } },
  run: async (asked) => {
    const plan = await planOf(textOption(asked, 'plan'));
    const { text } = await usageFileText(textOption(asked, 'usage'));
    const guessed = detectFormat(text.slice(0, 8_192));
    const profile = ImportProfile.safeParse({ format: textOption(asked, 'format', guessed?.format ?? 'careline'), zone: textOption(asked, 'zone', 'UTC'), lineFrom: 'src', seventeenth: guessed?.seventeenth ?? 'uniqueid', countryPrefix: '1' });
    if (!profile.success) throw new CliFailure(profile.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    const file = readUsageFile(text, profile.data);
    if (file.refused) throw new CliFailure(file.refused);
    const { catalog } = plan;
    const known = file.events.map(({ event }) => event).filter(({ line }) => plan.lines.some((one) => one.line === line));
    const cycles = cyclesRated(plan, known);
    const keyOf = (usageId: number) => known[usageId - 1]?.key ?? '';
    const lines = cycles.flatMap(({ from, charges }) => charges.map((charge) => chargeView(catalog, charge, { cycle: from, line: plan.lines[charge.serviceId - 1]?.line ?? '' })));
    const unrated = cycles.flatMap((cycle) => cycle.unrated.map(({ usageId, reason }) => ({ key: keyOf(usageId), reason })));
    const thresholds = cycles.flatMap(({ crossed }) => crossed.map(({ usageId, serviceId, at, code, grant, percent, left, included }) => ({ key: keyOf(usageId), line: plan.lines[serviceId - 1]?.line ?? '', at, allowance: code, grant, percent, left, included })));
    const partners = cycles.flatMap(({ from, shares }) => shares.flatMap(({ partner, charges }) => charges.map((charge) => ({ partner: partner.label, measure: partner.measure, ...chargeView(partnerCatalog(catalog), charge, { cycle: from, line: partner.code }) }))));
    const value = { currency: catalog.currency, total: sumOf(lines), rejected: file.rejected, unknownLines: file.events.length - known.length, unrated, lines, thresholds, partners };
    return { ok: file.rejected.length === 0 && unrated.length === 0, value, lines: report(value) };
  },
};

type Value = Pick<ReturnType<typeof chargeView>, 'cycle' | 'line' | 'label' | 'amount' | 'events'>;

function cyclesRated(plan: PlanFile, events: Parameters<typeof ratePlan>[1]): ReturnType<typeof ratePlan> {
  try {
    return ratePlan(plan, events);
  } catch (failure) {
    if (failure instanceof RangeError) throw new CliFailure(failure.message);
    throw failure;
  }
}

function chargeView(catalog: Catalog, charge: UsageCharge, at: { readonly cycle: string; readonly line: string }) {
  const { charge: code, label, version, amount, units, freeUnits, chargedUnits, events } = charge;
  const worked = events.map((event) => ({ key: event.key, start: event.start, amount: event.amount, micros: event.micros, by: pricedBy(catalog, event.trace), working: explainEvent(catalog, event.trace, event.units, event.micros), trace: event.trace }));
  return { ...at, charge: code, label, version, amount, units, freeUnits, chargedUnits, events: worked };
}

function sumOf(lines: ReadonlyArray<{ readonly amount: number }>): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}

type Report = {
  readonly currency: string; readonly total: number; readonly unknownLines: number; readonly lines: ReadonlyArray<Value>; readonly partners: ReadonlyArray<Value & { readonly partner: string }>;
  readonly unrated: ReadonlyArray<{ readonly key: string; readonly reason: string }>; readonly rejected: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  readonly thresholds: ReadonlyArray<{ readonly key: string; readonly line: string; readonly allowance: string; readonly grant: string | null; readonly percent: number }>;
};

/** What a person reads; a line a charge, the total, then partners and what is noteworthy. */
function report({ currency, total, lines, partners, thresholds, unknownLines, unrated, rejected }: Report): string[] {
  const row = (who: string, { cycle, label, amount, events }: Value) => `${cycle}  ${who.padEnd(16)} ${label.padEnd(32)} ${String(events.length).padStart(5)} events  ${formatMinor(amount, currency).padStart(12)}`;
  return [
    ...lines.map((line) => row(line.line, line)), `Total ${formatMinor(total, currency)}`,
    ...partners.map((line) => row(line.partner, line)), ...(partners.length > 0 ? [`Partners ${formatMinor(sumOf(partners), currency)}`] : []),
    ...thresholds.filter(({ grant }) => grant === null).map(({ key, line, allowance, percent }) => `event ${key} brings ${allowance} of ${line} to ${percent} %`),
    ...(unknownLines > 0 ? [`${unknownLines} events are of lines that the plan does not have.`] : []),
    ...unrated.map(({ key, reason }) => `event ${key} has no price: ${reason}`), ...rejected.map(({ line, reason }) => `line ${line}: ${reason}`),
  ];
}
