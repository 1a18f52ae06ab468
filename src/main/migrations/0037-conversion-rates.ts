import type { Migration } from '../platform/migrate.ts';

/** Conversion rates with their day: kept for ever, used only to show one sum of several currencies; nothing is posted by them. */
export const conversionRates: Migration = {
  name: '0037-conversion-rates',
  sql: `
set local role careline_owner;
create table bill.conversion_rates (
  id bigint generated always as identity primary key, from_currency text not null check (from_currency ~ '^[A-Z]{3}$'), to_currency text not null check (to_currency ~ '^[A-Z]{3}$'), day date not null, rate bigint not null check (rate between 1 and 999999999999999),
  login text not null default session_user, at timestamptz not null default care.now(), check (from_currency <> to_currency)
);
comment on table bill.conversion_rates is 'What one whole unit of a currency is worth in another from a day on, in billionths. The newest day counts, of one day the newest row: a correction is a row more.';
create index conversion_rates_newest on bill.conversion_rates (to_currency, from_currency, day desc, id desc);
create trigger never_changed before update or delete on bill.conversion_rates for each row execute function audit.refuse_change();
create trigger never_emptied before truncate on bill.conversion_rates for each statement execute function audit.refuse_change();
alter table bill.conversion_rates enable always trigger never_changed;
alter table bill.conversion_rates enable always trigger never_emptied;

set local role careline_api;
-- p: {from, to, day, rate}.
create function api.set_conversion_rate(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'operator'); made bigint;
begin
  if (p->>'day')::date > care.today() then raise exception 'A rate of a day that has not come yet is not known.' using errcode = 'C1003'; end if;
  insert into bill.conversion_rates (from_currency, to_currency, day, rate) values (p->>'from', p->>'to', (p->>'day')::date, (p->>'rate')::bigint) returning id into made;
  perform api.write_audit('conversion.set', 'conversion ' || (p->>'from') || ' to ' || (p->>'to'), null, jsonb_build_object('day', p->>'day', 'billionths', (p->>'rate')::bigint));
  return made;
exception
  when not_null_violation or check_violation or invalid_text_representation or numeric_value_out_of_range or invalid_datetime_format then raise exception 'The rate is not complete: two currencies, a day and a rate above zero are needed.' using errcode = 'C1003';
end $$;
-- The rate of each currency into one, as it was on a day.
create function api.conversion_rates(into_currency text, on_day date) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select coalesce(jsonb_agg(jsonb_build_object('from', r.from_currency, 'to', r.to_currency, 'day', r.day, 'rate', r.rate) order by r.from_currency), '[]')
  from (select distinct on (c.from_currency) c.* from bill.conversion_rates c where c.to_currency = into_currency and c.day <= on_day order by c.from_currency, c.day desc, c.id desc) r $$;

-- Credit is shown in the currency of the account that the standing is of.
do $$
declare body text := pg_get_functiondef('api.standing_facts(bigint)'::regprocedure); mixed text := 'where x.customer_id = customer and e.book = ''credit''';
begin
  if position(mixed in body) = 0 then raise exception 'api.standing_facts does not sum credit over the accounts of a customer'; end if;
  execute replace(body, mixed, mixed || ' and e.currency = a.currency');
end $$;
`,
};
