import type pg from 'pg';
import type { Catalog } from '../../src/contract/catalog.ts';

const LONGEST = 9;
const lengths = Array.from({ length: LONGEST }, (_, at) => LONGEST - at);

/** What the statement below asks, as tables: prefixes with zones, plans with allowances, and a price for each plan, zone and time of day. */
export async function fillPlanTables(owner: pg.Client, catalog: Catalog): Promise<void> {
  const zoneAt = new Map(catalog.zones.map(({ code }, at) => [code, at]));
  const prefixes = catalog.zones.flatMap(({ prefixes: own }, zone) => own.map((prefix) => ({ prefix, zone })));
  const plans = catalog.offers.map(({ code, allowances: [minutes, messages, family], usage }, plan) => {
    const [text, data] = [usage.find((rule) => rule.usage === 'sms')!.versions[0]!.price, usage.find((rule) => rule.usage === 'data')!.versions[0]!.price];
    return { offer: code, plan, minutes: minutes!.units, messages: messages!.units, family: family!.units, message: text.kind === 'flat' ? text.price : 0, first: data.kind === 'graduated' ? data.tiers[0]!.price : 0 };
  });
  const bands = ['day', 'night'];
  const rules = catalog.offers.flatMap(({ usage }, plan) => usage.flatMap(({ zones, band, allowance, versions: [version] }) => {
    if (version!.price.kind !== 'perUnit') return [];
    const { price, per, setup, increment, first = increment, minimum } = version!.price;
    return [{ plan, zone: zoneAt.get(zones![0]!)!, band: band === undefined ? 2 : bands.indexOf(band), price, per, setup, increment, first, minimum, covered: allowance !== undefined }];
  }));
  await owner.query('create table bench.prefixes (prefix text, zone int); create table bench.plans (offer text, plan int, minutes int, messages int, family int, message bigint, first bigint); '
    + 'create table bench.rules (plan int, zone int, band int, price bigint, per bigint, setup bigint, increment int, first int, minimum int, covered boolean)');
  for (const [table, all] of Object.entries({ prefixes, plans, rules })) await owner.query(`insert into bench.${table} select * from jsonb_populate_recordset(null::bench.${table}, $1::jsonb)`, [JSON.stringify(all)]);
  await owner.query('grant select on bench.prefixes, bench.plans, bench.rules to careline_worker; analyze bench.prefixes; analyze bench.plans; analyze bench.rules');
}

/** Half away from zero; nothing here is negative. */
const halfUp = (numerator: string, denominator: string) => `((${numerator}) * 2 + ${denominator}) / (${denominator} * 2)`;
const tiers = (units: string) => halfUp(`least(${units}, 100000) * first + greatest(0, least(${units}, 500000) - 100000) * 700001 + greatest(0, ${units} - 500000) * 300001`, '1000');

/**
 * The same rating in one statement, as well as we can write it for one session: a hash join for each length of prefix, one window for
 * all allowances (what an event takes is the difference of running sums), and a second one over data alone for the tiers.
 */
export const plainSql = `
insert into bench.priced (usage_id, tariff, zone, rounded, charged, micros)
with guided as (
  select u.id, u.service_id, u.account_id, u.kind, u.started_at, u.key, u.units::int as units, k.plan, k.minutes, k.messages, k.message, k.first, coalesce(${lengths.map((length) => `p${length}.zone`).join(', ')}) as zone,
    case when extract(hour from u.started_at) >= 22 or extract(hour from u.started_at) < 6 then 1 when extract(isodow from u.started_at) < 6 and extract(hour from u.started_at) >= 8 and extract(hour from u.started_at) < 18 then 0 else 2 end as band
  from bill.usage u join care.products p on p.service_id = u.service_id join bench.plans k on k.offer = p.offer
    ${lengths.map((length) => `left join bench.prefixes p${length} on length(p${length}.prefix) = ${length} and p${length}.prefix = left(u.destination, ${length})`).join('\n    ')}
), rounded as (
  select g.id, g.service_id, g.account_id, g.kind, g.started_at, g.key, g.zone, g.plan, g.message, g.first, r.price, r.per, r.setup, g.minutes, g.messages,
    case g.kind when 'sms' then units when 'data' then (units + 99) / 100 * 100 else case when greatest(units, r.minimum) = 0 then 0 when greatest(units, r.minimum) <= r.first then r.first
      else r.first + (greatest(units, r.minimum) - r.first + r.increment - 1) / r.increment * r.increment end end as rounded,
    case g.kind when 'data' then -g.account_id when 'sms' then g.service_id * 2 else case when r.covered then g.service_id * 2 + 1 end end as bucket
  from guided g left join bench.rules r on g.kind = 'voice' and r.plan = g.plan and r.zone = g.zone and r.band = g.band
), taken as materialized (
  select r.*, case when r.bucket is null then r.rounded else greatest(0, least(r.rounded, sum(r.rounded) over (partition by r.bucket order by r.started_at, r.key collate "C" rows unbounded preceding)
      - case r.kind when 'data' then f.size when 'sms' then r.messages else r.minutes end))::int end as charged
  from rounded r join (select p.account_id, sum(k.family) as size from care.products p join bench.plans k on k.offer = p.offer group by p.account_id) f on f.account_id = r.account_id
)
select id, plan, zone, rounded, charged, case when bucket is not null and charged = 0 then 0 when kind = 'sms' then message else setup + ${halfUp('price * charged', 'per')} end from taken where kind <> 'data'
union all
select id, plan, zone, rounded, charged, ${tiers('counted')} - (${tiers('(counted - charged)')})
  from (select t.*, sum(t.charged) over (partition by t.service_id order by t.started_at, t.key collate "C" rows unbounded preceding) as counted from taken t where t.kind = 'data') t`;

/** Count, sum and mixed sum of the table of prices, as `checksum` has them. */
export const checksumSql = "select count(*) || ' / ' || coalesce(sum(micros), 0) || ' / ' || coalesce(sum(((usage_id % 65521) * 31 + (charged % 65521) * 17 + 1) * (micros % 65521 + 7)) % 2147483647, 0) as text from bench.priced";
