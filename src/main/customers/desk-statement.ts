/**
 * My day in one statement: own follow-ups, customers I had open, drafts, and how my calls went. Names only; rows of the
 * person alone (architecture.md 10.1).
 */
export const deskStatement = `
with day as (select care.today()::timestamp at time zone s.zone as began from care.settings s)
select json_build_object(
  'callsToday', (select count(*) from care.interactions i where i.login = session_user and i.channel = 'call' and i.started_at >= (select began from day)),
  'averageCallSeconds', (select round(avg(extract(epoch from i.ended_at - i.started_at)))::int from care.interactions i where i.login = session_user and i.channel = 'call' and i.started_at >= (select began from day)),
  'solvedToday', (select count(*) from care.interactions i where i.login = session_user and i.channel = 'call' and i.outcome = 'solved' and i.started_at >= (select began from day)),
  'followUps', (select coalesce(json_agg(x), '[]') from (select f.id, f.customer_id as "customerId", api.name_of_mine(f.customer_id) as customer, f.title, f.due_at as "dueAt", f.done_at is not null as done from care.follow_ups f
    where f.login = session_user and (f.done_at is null or f.done_at >= (select began from day)) order by f.done_at is not null, f.due_at limit 50) x),
  'recent', (select coalesce(json_agg(x), '[]') from (select r.customer_id as "customerId", api.name_of_mine(r.customer_id) as name, api.number_of_mine(r.customer_id) as number, r.last_done as "lastDone", r.at from (
      select distinct on (c.customer_id) c.customer_id, coalesce((select coalesce(w.label, i.reason) from care.interactions i left join care.wrap_up_codes w on w.code = i.reason where i.login = session_user and i.customer_id = c.customer_id order by i.started_at desc limit 1), case c.reason when 'call' then 'Took a call' when 'queue' then 'From my queue' when 'link' then 'From a link' else 'Looked up' end) as last_done, c.opened_at as at
      from care.cases c where c.login = session_user order by c.customer_id, c.opened_at desc) r order by r.at desc limit 8) x),
  'drafts', (select coalesce(json_agg(x), '[]') from (select d.key, d.customer_id as "customerId", d.title, d.saved_at as "savedAt" from care.drafts d where d.login = session_user and d.body <> '' and d.key !~ '^(tabs|theme|prefs)' order by d.saved_at desc limit 20) x)
) as desk`;
