import type { Migration } from '../platform/migrate.ts';

/** What one bill says it carried on of an allowance is what the next one says it brought: a check over all accounts. */
export const carriedAllowances: Migration = {
  name: '0027-carried-allowances',
  sql: `
set local role careline_api;
-- {checked, broken: [{bill, nextBill, allowance, store, service, carried, brought}]}: every store that a cycle carried on beside the
-- same store as the next cycle of the account had it; null where one of the two does not know it. A cycle that nothing
-- follows yet is not looked at.
create function api.verify_carried() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  with carried as (select e.account_id, e.cycle_to as day, case e.kind when 'own' then 'rollover' else e.kind end as kind, e.name, e.code, coalesce(e.service_id, 0) as service, e.carried, b.number
      from bill.allowance_ends e join bill.bills b on b.id = e.bill_id where e.carried > 0 and exists (select from bill.bills n where n.account_id = e.account_id and n.category = 'normal' and n.period_to > e.cycle_to)),
    brought as (select e.account_id, e.cycle_from as day, e.kind, e.name, e.code, coalesce(e.service_id, 0) as service, e.brought, b.number from bill.allowance_ends e join bill.bills b on b.id = e.bill_id where e.kind <> 'own'),
    pairs as (select c.number as bill, n.number as next_bill, x.code, x.name, x.service, x.account_id, x.day, c.carried, n.brought
      from (select account_id, day, kind, name, code, service from carried union select account_id, day, kind, name, code, service from brought) x
      left join carried c using (account_id, day, kind, name, code, service) left join brought n using (account_id, day, kind, name, code, service))
  select jsonb_build_object('checked', count(*), 'broken', coalesce(jsonb_agg(jsonb_build_object('bill', p.bill, 'nextBill', p.next_bill, 'allowance', p.code, 'store', p.name, 'service', (select s.reference from care.services s where s.id = p.service), 'carried', p.carried, 'brought', p.brought)
    order by p.account_id, p.day, p.code, p.service, p.name) filter (where p.carried is distinct from p.brought), '[]')) from pairs p
$$;`,
};
