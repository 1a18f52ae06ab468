import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Catalog } from '../../contract/catalog.ts';
import { cycleOf, dayOf } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { ImportProfile } from '../../contract/operations.ts';
import { checkCatalog, faultLines } from '../catalog/domain/check-catalog.ts';
import { usageFileText } from '../operations/usage-file.ts';
import { chargesOfUsage } from '../rating/domain/charges-of-usage.ts';
import { compileCatalog } from '../rating/domain/compile-catalog.ts';
import { explainEvent } from '../rating/domain/explain-event.ts';
import { detectFormat } from '../rating/domain/import/detect-format.ts';
import { readUsageFile } from '../rating/domain/import/read-usage-file.ts';
import { rateCycle } from '../rating/domain/rate-cycle.ts';
import { CliFailure, type Command, textOption } from './command.ts';

/** A plan file: a catalog and which line holds which offers since when. */
const Plan = z.strictObject({ catalog: Catalog, cycleDay: z.int().min(1).max(31).default(1), lines: z.array(z.strictObject({ line: z.string(), offers: z.array(z.string()).min(1), from: z.iso.date().default('2000-01-01') })).min(1) });

async function planOf(path: string): Promise<z.infer<typeof Plan>> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch (failure) {
    throw new CliFailure(`${path} is not a readable JSON file: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
  const plan = Plan.safeParse(body);
  if (!plan.success) throw new CliFailure(`${path} is not a plan:\n${plan.error.issues.slice(0, 10).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
  const faults = checkCatalog(plan.data.catalog);
  if (faults.length > 0) throw new CliFailure(`${path} has a catalog that is not whole:\n${faultLines(faults).join('\n')}`);
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
    const compiled = compileCatalog(catalog);
    const serviceOf = new Map(plan.lines.map(({ line }, index) => [line, index + 1]));
    const products = plan.lines.flatMap(({ offers, from }, index) => offers.map((offer, place) => ({ productId: (index + 1) * 100 + place, serviceId: index + 1, offer, from, to: null })));
    const known = file.events.filter(({ event }) => serviceOf.has(event.line));
    const events = known.map(({ event: { line, ...event } }, index) => ({ ...event, usageId: index + 1, serviceId: serviceOf.get(line) ?? 0, billed: null }));
    const cycles = new Map<string, typeof events>();
    for (const event of events) {
      const { from } = cycleOf(dayOf(event.start, catalog.zone), plan.cycleDay);
      cycles.set(from, [...(cycles.get(from) ?? []), event]);
    }
    const rated = [...cycles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, of]) => ({ from, ...rateCycle(compiled, { zone: catalog.zone, products, events: of }) }));
    const lines = rated.flatMap(({ from, rated: own }) => chargesOfUsage(own).map((charge) => ({ cycle: from, line: plan.lines[charge.serviceId - 1]?.line ?? '', ...charge })));
    const total = lines.reduce((sum, line) => sum + line.amount, 0);
    const unrated = rated.flatMap((cycle) => cycle.unrated.map(({ usageId, reason }) => ({ key: events[usageId - 1]?.key, reason })));
    const value = {
      currency: catalog.currency, total, rejected: file.rejected, unknownLines: file.events.length - known.length, unrated,
      lines: lines.map(({ cycle, line, label, charge, version, amount, units, freeUnits, chargedUnits, events: own }) => ({ cycle, line, charge, label, version, amount, units, freeUnits, chargedUnits, events: own.map((event) => ({ key: event.key, start: event.start, amount: event.amount, micros: event.micros, working: explainEvent(catalog, event.trace, event.units, event.micros), trace: event.trace })) })),
    };
    return {
      ok: file.rejected.length === 0 && unrated.length === 0, value,
      lines: [...lines.map((line) => `${line.cycle}  ${line.line.padEnd(16)} ${line.label.padEnd(32)} ${String(line.events.length).padStart(5)} events  ${formatMinor(line.amount, catalog.currency).padStart(12)}`), `Total ${formatMinor(total, catalog.currency)}`, ...(value.unknownLines > 0 ? [`${value.unknownLines} events are of lines that the plan does not have.`] : []), ...unrated.map(({ key, reason }) => `event ${key} has no price: ${reason}`), ...file.rejected.map(({ line, reason }) => `line ${line}: ${reason}`)],
    };
  },
};
