import type { Migration } from '../platform/migrate.ts';

/**
 * What a bill was made from, and all that making it again needs (product.md D3): what may change later is kept with the bill,
 * the rest is read from rows that never change.
 */
export const replay: Migration = {
  name: '0017-replay',
  sql: `
set local role careline_owner;
create table bill.made_from (
  bill_id bigint primary key references bill.bills, customer_id bigint not null, scope jsonb not null, facts jsonb not null, left_out jsonb not null default '[]', rerated bigint
);
comment on table bill.made_from is 'The facts a bill was made from as they stood, the usage it looked at and left out, and the newest re-rating that its account had.';
create trigger never_changed before update or delete on bill.made_from for each row execute function audit.refuse_change();
alter table bill.made_from enable always trigger never_changed;
create trigger never_emptied before truncate on bill.made_from for each statement execute function audit.refuse_change();
alter table bill.made_from enable always trigger never_emptied;

set local role careline_api;
-- What is kept with a bill that is about to be issued. A worker says what it gathered in the same transaction; from a desk
-- nothing but the scope is believed: the database gathers the facts itself, so that a bill with invented prices is found.
create function api.made_from(a bill.accounts, p jsonb, role text) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare given jsonb := p->'madeFrom'; i jsonb; rerated bigint;
begin
  rerated := (select max(c.rerating_id) from bill.bills b join bill.corrections c on c.bill_id = b.id where b.account_id in (select x.id from bill.accounts x where x.id = a.id or x.payer_id = a.id));
  if role = 'worker' then return given || jsonb_build_object('rerated', rerated); end if;
  select x into i from api.billing_inputs(array[a.id]) x;
  return jsonb_build_object('scope', coalesce(given->'scope', '"all"'), 'rerated', rerated,
    'facts', i - 'usage' - 'covered' - 'services' || jsonb_build_object('services', (select coalesce(jsonb_agg(jsonb_build_object('serviceId', s->'serviceId', 'accountId', s->'accountId', 'place', s->'place')), '[]') from jsonb_array_elements(i->'services') s)),
    'leftOut', (select coalesce(jsonb_agg(u->0), '[]') from jsonb_array_elements(i->'usage') u where u->>9 is null
      and not (u->>0)::bigint = any(array(select (e->>'usageId')::bigint from jsonb_array_elements(p->'lines') l cross join jsonb_array_elements(l->'events') e))));
end $$;

-- Everything to make a bill again and to compare it: the bill as it stands, what is kept with it, what earlier bills left
-- charged, and its usage: its own, what it left out, and that of its cycle which earlier bills carry.
create function api.replay_inputs(wanted bigint) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'supervisor', 'auditor'); b bill.bills; m bill.made_from; family bigint[]; zone text := (select s.zone from care.settings s); since timestamptz; until timestamptz;
begin
  select x.* into b from bill.bills x where x.id = wanted;
  if not found then raise exception 'There is no such bill.' using errcode = 'C1005'; end if;
  if me.role <> 'worker' then perform api.require_level(b.customer_id, 2); end if;
  select x.* into m from bill.made_from x where x.bill_id = b.id;
  family := array(select b.account_id union select (s->>'accountId')::bigint from jsonb_array_elements(m.facts->'services') s);
  since := coalesce(m.facts->>'cycleTo', m.facts->>'opened')::date::timestamp at time zone zone;
  until := case when b.category = 'interim' then 'infinity' else b.bill_day::timestamp at time zone zone end;
  return jsonb_build_object(
    'number', b.number, 'customerId', b.customer_id, 'category', b.category, 'creditsId', b.credits_id, 'currency', b.currency, 'billDay', b.bill_day, 'dueDay', b.due_day, 'period', jsonb_build_object('from', b.period_from, 'to', b.period_to),
    'charges', b.charges, 'tax', b.tax, 'total', b.total, 'catalogId', b.catalog_id, 'engine', b.engine, 'usageHash', b.usage_hash,
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('lineId', l.id, 'serviceId', l.service_id, 'productId', l.product_id, 'offer', l.offer, 'charge', l.charge, 'version', l.version, 'part', l.part, 'label', l.label, 'category', l.category,
        'period', jsonb_build_object('from', l.period_from, 'to', l.period_to), 'units', l.units, 'unit', l.unit, 'amount', l.amount, 'tax', l.tax, 'included', l.included, 'taxCode', l.tax_code, 'creditOf', l.credit_of, 'trace', l.trace,
        'events', (select coalesce(jsonb_agg(jsonb_build_object('usageId', r.usage_id, 'key', u.key, 'micros', r.micros, 'amount', r.amount, 'trace', r.trace) order by u.started_at, u.key), '[]') from bill.rated_usage r join bill.usage u on u.id = r.usage_id where l.events > 0 and r.line_id = l.id)) order by l.position), '[]') from bill.lines l where l.bill_id = b.id),
    'taxes', (select coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'label', t.label, 'jurisdiction', t.jurisdiction, 'version', t.version, 'rate', t.rate, 'base', t.base, 'amount', t.amount, 'included', t.included, 'note', t.note, 'shares', t.shares) order by t.position), '[]') from bill.taxes t where t.bill_id = b.id),
    'credited', (select coalesce(jsonb_agg(jsonb_build_array(x.credit_of, x.back)), '[]') from (select c.credit_of, -sum(c.amount) as back from bill.lines k join bill.lines c on c.credit_of = k.id where k.bill_id = b.credits_id and c.bill_id < b.id group by c.credit_of) x),
    'madeFrom', case when m.bill_id is null then null else jsonb_build_object('scope', m.scope, 'facts', m.facts, 'leftOut', m.left_out) end,
    'covered', case when m.bill_id is null then '[]' else api.covered_by(family, b.id) end,
    'usage', (select coalesce(jsonb_agg(jsonb_build_array(u.id, u.key, u.service_id, u.kind, to_char(u.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), u.units, u.destination, u.visited, x.micros, x.amount, x.trace) order by u.started_at, u.key), '[]')
      from (select r.usage_id, null::bigint as micros, null::bigint as amount, null::jsonb as trace from bill.lines l join bill.rated_usage r on r.line_id = l.id where l.bill_id = b.id and l.events > 0
        union all select o::bigint, null, null, null from jsonb_array_elements_text(m.left_out) o
        union all select r.usage_id, coalesce(n.micros, r.micros), r.amount, coalesce(n.trace, r.trace) from bill.usage e join bill.rated_usage r on r.usage_id = e.id
          left join lateral (select y.micros, y.trace from bill.rerated_usage y where y.usage_id = r.usage_id and y.rerating_id <= m.rerated order by y.rerating_id desc limit 1) n on true
          where e.account_id = any(family) and e.started_at >= since and e.started_at < until and r.bill_id < b.id) x join bill.usage u on u.id = x.usage_id));
end $$;
-- Bills after another one, in order of id: what a replay of all walks through.
create function api.bills_to_replay(after bigint, how_many int) returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker', 'auditor');
  return query select b.id from bill.bills b where b.id > after order by b.id limit how_many;
end $$;
`,
};
