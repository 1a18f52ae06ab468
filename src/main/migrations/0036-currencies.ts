import type { Migration } from '../platform/migrate.ts';

/**
 * Currencies of accounts: each currency has a catalog with prices of its own, and a bill is in the currency of its account and
 * of the catalog that it was made by. What a payer pays for is in the payer's currency. All three hold by key.
 */
export const currencies: Migration = {
  name: '0036-currencies',
  sql: `
set local role careline_owner;
alter table bill.catalogs add column currency text not null generated always as (body->>'currency') stored;
comment on column bill.catalogs.currency is 'The newest catalog of each currency is in force for the accounts that have it.';
alter table bill.catalogs add unique (id, currency);
create index catalogs_currency on bill.catalogs (currency, id desc);
alter table bill.accounts add unique (id, currency);
alter table bill.accounts drop constraint accounts_payer_id_fkey, add foreign key (payer_id, currency) references bill.accounts (id, currency);
alter table bill.bills drop constraint bills_account_id_fkey, drop constraint bills_catalog_id_fkey,
  add foreign key (account_id, currency) references bill.accounts (id, currency), add foreign key (catalog_id, currency) references bill.catalogs (id, currency);

-- The catalog in force, by which a desk makes a bill and sells a top-up, is now the newest one of the account's currency.
set local role careline_api;
do $$
declare part record; body text;
begin
  for part in select * from (values
    ('api.issue_bill(jsonb)', '(select max(c.id) from bill.catalogs c)', '(select max(c.id) from bill.catalogs c where c.currency = a.currency)'),
    ('api.buy_top_up(jsonb)', 'from bill.catalogs c order by c.id desc limit 1', 'from bill.catalogs c where c.currency = a.currency order by c.id desc limit 1')) x (name, newest, own) loop
    body := pg_get_functiondef(part.name::regprocedure);
    if position(part.newest in body) = 0 then raise exception '% does not look at the newest catalog', part.name; end if;
    execute replace(body, part.newest, part.own);
  end loop;
end $$;
`,
};
