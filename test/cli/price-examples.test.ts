import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PriceModel } from '../../src/contract/catalog.ts';
import { PlanFile } from '../../src/contract/plan.ts';
import { rateCommand } from '../../src/main/cli/rate-command.ts';

const folder = 'docs/guide/examples/prices';
type Rated = { total: number; lines: Line[]; partners: Line[]; thresholds: Array<{ key: string; grant: string | null; percent: number }> };
type Line = { label: string; amount: number; events: Array<{ by: string; working: string }> };

async function rated(plan: string, usage: string): Promise<Rated> {
  const { ok, value } = await rateCommand.run({ values: { plan, usage }, positionals: [], progress: () => undefined, moduleFolder: '' });
  expect(ok).toBe(true);
  return value as Rated;
}
const workings = (lines: Line[]) => lines.flatMap(({ events }) => events.map(({ working }) => working));

const examples: Array<{ name: string; total: number; says: string[] }> = [
  { name: 'flat', total: 998, says: ['one price for each event = $4.99', 'one price for each event = $4.99'] },
  { name: 'per-unit', total: 117, says: ['10 s rounded up to 30 s; $0.05 set-up and 30 s at $0.06 per min, at most $1.00 = $0.08', '37 s rounded up to 42 s; $0.05 set-up and 42 s at $0.06 per min, at most $1.00 = $0.092', '$0.05 set-up and 120 min at $0.06 per min, at most $1.00 = $1.00'] },
  { name: 'graduated', total: 1050, says: ['90 min at $0.10 per min = $9.00', '10 min at $0.10 per min and 10 min at $0.05 per min = $1.50'] },
  { name: 'volume', total: 550, says: ['90 min at the price that all use of the cycle reaches = $4.50', '20 min at the price that all use of the cycle reaches = $1.00'] },
  { name: 'package', total: 2000, says: ['400 MB within the first 500 MB free = $0.00', '300 MB begin 1 block of 1 GB at $10.00 = $10.00', '1 GB begin 1 block of 1 GB at $10.00 = $10.00'] },
  { name: 'percent', total: 110, says: ['$0.30 fee and $10.00 within the first $15.00 free = $0.30', '$0.30 fee and 2.5 % of $20.00 of $25.00 beyond the first $15.00 = $0.80'] },
  { name: 'graduated-percent', total: 530, says: ['5 % of $90.00 = $4.50', '5 % of $10.00 and 3 % of $10.00 = $0.80'] },
  { name: 'capacity', total: 1200, says: ['the peak rises to 5 items: 3 items more at $2.00 per item = $6.00', '4 items within the peak of 5 items = $0.00', 'the peak rises to 8 items: 3 items more at $2.00 per item = $6.00'] },
  { name: 'bands', total: 36, says: ['Day, 2 min: 2 min at $0.10 per min = $0.20; Night, 3 min: 3 min at $0.02 per min = $0.06; $0.26 together', '10 min at $0.01 per min = $0.10'] },
  { name: 'allowances', total: 100, says: ['80 min from the 100 included; nothing to pay', '20 min from the 20 min of what 2026-10-01 left; 80 min from the 100 included; nothing to pay', '20 min from the 100 included; 10 min from the 10 min of top-up 1; 20 min at $0.10 per min = $2.00; $1.00 from the $1.00 included, $0.00 left; $1.00 to pay'] },
  { name: 'partners', total: 1058, says: ['one price for each event = $4.99', 'one price for each event = $4.99', '9 min 50 s rounded up to 10 min; 10 min at $0.06 per min = $0.60'] },
];

test.each(examples)('the example of $name comes to what the guide says', async ({ name, total, says }) => {
  const value = await rated(`${folder}/${name}.json`, `${folder}/${name}.csv`);
  expect([value.total, workings(value.lines)]).toEqual([total, says]);
});

test('every price model has its example, and every example its test', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.map((file) => file.replace('.json', '')).sort()).toEqual(examples.map(({ name }) => name).sort());
  const shown = files.flatMap((file) => PlanFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).catalog.offers.flatMap(({ usage }) => usage.flatMap(({ versions }) => versions.map(({ price }) => price.kind))));
  expect([...new Set(shown)].sort()).toEqual(PriceModel.options.map((model) => model.shape.kind.value).sort());
});

test('it tells by what an event was priced, what partners get, and which allowances are used up', async () => {
  const [bands, partners, allowances] = await Promise.all(['bands', 'partners', 'allowances'].map((name) => rated(`${folder}/${name}.json`, `${folder}/${name}.csv`)));
  expect(bands?.lines.map(({ events }) => events[0]?.by)).toEqual(['Start, Calls by day, version 2026, Day', 'Start, Calls on holidays, version 2026, Holiday']);
  expect(partners?.partners.map(({ label, amount }) => [label, amount])).toEqual([['70 % of games', 699], ['5 % of games in the tower', 50], ['10 % of calls in the tower', 6], ['Minutes carried', 10]]);
  expect(allowances?.thresholds.filter(({ grant }) => grant === null).map(({ key, percent }) => [key, percent])).toEqual([['oct', 80], ['nov-1', 80], ['nov-2', 100], ['nov-2', 80], ['nov-2', 100]]);
});

const place = mkdtempSync(join(tmpdir(), 'careline-plan-'));
type Draft = { catalog: Record<string, unknown>; lines: Array<Record<string, unknown>> } & Record<string, unknown>;
test.each<{ name: string; change: (plan: Draft) => void; says: RegExp }>([
  { name: 'a catalog that is not whole', change: (plan) => { plan.catalog.currency = 'XQQ'; }, says: /is not a whole plan:\n {2}catalog\.currency: "XQQ" is no currency/ },
  { name: 'an offer that is not there', change: (plan) => { plan.lines[0]!.offers = ['gone']; }, says: /lines\.12065550142: .*"gone"/ },
  { name: 'a line twice', change: (plan) => { plan.lines.push(plan.lines[0]!); }, says: /The line "12065550142" is there twice/ },
  { name: 'a top-up of nothing', change: (plan) => { plan.topUps = [{ id: 't', allowance: 'gone', line: '12065550142', units: 1, from: '2026-11-01T00:00:00Z' }]; }, says: /topUps\.t: .*"gone"/ },
  { name: 'a zone that is none', change: (plan) => { plan.zone = 'Mars/Olympus'; }, says: /zone: "Mars\/Olympus" is no time zone/ },
  { name: 'prices beyond exact numbers', change: (plan) => { Object.assign(plan, JSON.parse(JSON.stringify(plan).replace(/"price":\d+/, '"price":1000000000000000'))); }, says: /too large to be exact/ },
])('a plan with $name is refused', async ({ name, change, says }) => {
  const plan = JSON.parse(readFileSync(`${folder}/flat.json`, 'utf8')) as Draft;
  change(plan);
  const [file, usage] = [join(place, `${name}.json`), join(place, `${name}.csv`)];
  writeFileSync(file, JSON.stringify(plan));
  writeFileSync(usage, `key,line,usage,start,units,destination,visited\n${Array.from({ length: 20 }, (_, index) => `k${index},12065550142,content,2026-11-06T18:00:00Z,1,Arcadia Play,\n`).join('')}`);
  await expect(rateCommand.run({ values: { plan: file, usage }, positionals: [], progress: () => undefined, moduleFolder: '' })).rejects.toThrow(says);
});

test.each([
  { name: 'empty', bytes: Buffer.alloc(0), says: 'The file is empty' },
  { name: 'binary', bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe]), says: 'no text in UTF-8' },
  { name: 'UTF-16', bytes: Buffer.from(`\uFEFF${'key,line,usage,start,units,destination,visited'}`, 'utf16le'), says: 'no text in UTF-8' },
])('a usage file that is $name is refused with a sentence', async ({ name, bytes, says }) => {
  const usage = join(place, `${name}-usage.csv`);
  writeFileSync(usage, bytes);
  await expect(rateCommand.run({ values: { plan: `${folder}/flat.json`, usage }, positionals: [], progress: () => undefined, moduleFolder: '' })).rejects.toThrow(says);
});

test.each<{ name: string; of: string; from: RegExp; to: string; says: RegExp }>([
  { name: 'tiers with a gap at their end', of: 'graduated', from: /"upTo":null/, to: '"upTo":12000', says: /is not a whole plan:\n {2}catalog\.offers\.start\.usage\.calls\.2026\.tiers\.2: Nothing is priced beyond 12000/ },
  { name: 'tiers that overlap', of: 'volume', from: /"upTo":null/, to: '"upTo":60', says: /tiers\.2: Tier 2 ends at 60, which the tiers above reach already/ },
  { name: 'bands with a gap', of: 'bands', from: /"to":"22:00"/, to: '"to":"21:00"', says: /is not a whole plan:\n {2}catalog\.offers\.start\.usage\.[a-z-]+: No band holds [A-Z][a-z]+day 21:00/ },
  { name: 'bands that overlap', of: 'bands', from: /"to":"22:00"/, to: '"to":"23:00"', says: /The bands "[a-z]+" and "[a-z]+" overlap on [A-Z][a-z]+day 22:00/ },
])('a plan of $name is refused with the place', async ({ of, from, to, says }) => {
  const whole = JSON.stringify(JSON.parse(readFileSync(`${folder}/${of}.json`, 'utf8')));
  const plan = join(place, `${of}-damaged.json`);
  writeFileSync(plan, whole.replace(from, to));
  expect(readFileSync(plan, 'utf8')).not.toBe(whole);
  await expect(rateCommand.run({ values: { plan, usage: `${folder}/${of}.csv` }, positionals: [], progress: () => undefined, moduleFolder: '' })).rejects.toThrow(says);
});

test('lengths below nothing and beyond a month are told by their line, cost nothing, and the command does not end well', async () => {
  const usage = join(place, 'lengths.csv');
  writeFileSync(usage, 'key,line,usage,start,units,destination,visited\na,12065550142,voice,2026-11-06T18:00:00Z,-60,1,\nb,12065550142,voice,2026-11-06T18:00:00Z,2678401,1,\nc,12065550142,voice,2026-11-06T18:00:00Z,60,1,\n');
  const { ok, value } = await rateCommand.run({ values: { plan: `${folder}/graduated.json`, usage }, positionals: [], progress: () => undefined, moduleFolder: '' });
  const { total, rejected } = value as Rated & { rejected: Array<{ line: number; reason: string }> };
  expect([ok, total, rejected.map(({ line }) => line)]).toEqual([false, 10, [2, 3]]);
});

test.each([500_000_000, 1_000_000_000])('a line of %d bytes is refused before it is read: in no time and no memory', async (bytes) => {
  const usage = join(place, `line-${bytes}.csv`);
  writeFileSync(usage, '');
  truncateSync(usage, bytes);
  const [began, held] = [performance.now(), process.memoryUsage().rss];
  await expect(rateCommand.run({ values: { plan: `${folder}/flat.json`, usage }, positionals: [], progress: () => undefined, moduleFolder: '' })).rejects.toThrow(/^Line 1 of line-\d+\.csv is longer than 64 KB|^line-\d+\.csv is larger than 512 MB/);
  expect(process.memoryUsage().rss - held).toBeLessThan(100_000_000);
  expect(performance.now() - began).toBeLessThan(5_000);
  rmSync(usage);
});
