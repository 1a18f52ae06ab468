import type { ChangedElsewhere, DeskOverview, Draft, SearchHit, TimelineItem, TimelinePlace, WrapUpCode } from '../../contract/customers.ts';
import { Refusal } from '../../contract/errors.ts';
import { shownLine } from '../../contract/phone.ts';
import type { Instant } from '../../contract/dates.ts';
import { row, rows } from '../platform/database.ts';
import { asks, does, stepwise } from '../platform/dispatch.ts';
import { caseState } from './case-store.ts';
import { deskStatement } from './desk-statement.ts';
import { customerOverview, timelineItem } from './overview.ts';
import { timelineUnion } from './overview-statement.ts';

const TIMELINE_PAGE = 100;
/** The moment as the contract writes it, and what tells items of one moment apart: a page goes on behind the last of the one before. */
const timelinePlace = ['date_trunc(\'milliseconds\', t.at)', 't.source', 't.id'];

export const customersProcedures = {
  // Searching counts and is audited, so it writes although it is a question.
  search: stepwise.customers.search.handler(async ({ context: { person }, input }) => {
    const found = await person.write((db) => row<{ answer: { hits: SearchHit[]; didYouMean: string | null } }>(db, 'select api.search(?) as answer', [input.text]));
    return found?.answer ?? { hits: [], didYouMean: null };
  }),
  whoCalls: stepwise.customers.whoCalls.handler(async ({ context: { person }, input }) => {
    const found = await person.write((db) => row<{ answer: { number: string; hits: SearchHit[] } }>(db, 'select api.who_calls(?) as answer', [input.from]));
    const answer = found?.answer ?? { number: input.from, hits: [] };
    return { ...answer, shown: shownLine(answer.number) };
  }),
  openCase: stepwise.customers.openCase.handler(async ({ context: { person, desk, me }, input }) => {
    await person.write((db) => rows(db, 'select api.open_case(?, ?, ?, ?)', [input.customerId, input.reason, input.callId, input.from]));
    const { openCase: opened } = await caseState(person, input.customerId);
    desk.setLevel(input.customerId, me.role === 'auditor' ? 2 : opened.level);
    return opened;
  }),
  closeCase: does.customers.closeCase.handler(async ({ context: { db, desk }, input }) => {
    await rows(db, 'select api.close_case(?)', [input.customerId]);
    desk.setLevel(input.customerId, 0);
    return { customerId: input.customerId };
  }),
  changed: asks.customers.changed.handler(async ({ context: { db }, input }) => {
    const found = await row<{ answer: ChangedElsewhere }>(db, 'select api.changed_elsewhere(?) as answer', [input.since]);
    if (!found) throw new Error('the statement of changes gave no row');
    return found.answer;
  }),
  verify: stepwise.customers.verify.handler(async ({ context: { person, desk }, input }) => {
    await person.write((db) => rows(db, 'select api.answer_check(?, ?, ?)', [input.customerId, input.kind, input.answer]));
    const { openCase, outcomes } = await caseState(person, input.customerId);
    desk.setLevel(input.customerId, openCase.level);
    return { ...openCase, matched: outcomes[input.kind] === true };
  }),
  overview: asks.customers.overview.handler(async ({ context: { db }, input }) => ({ json: JSON.stringify(await customerOverview(db, input.customerId)) })),
  timeline: asks.customers.timeline.handler(async ({ context: { db, desk, me }, input }) => {
    if (me.role !== 'auditor' && desk.levelOf(input.customerId) < 1) return { items: [], next: null };
    const account = await row<{ currency: string }>(db, 'select a.currency from bill.accounts a where a.customer_id = ? order by a.id limit 1', [input.customerId]);
    const { before = null, group = null } = input;
    const found = await rows<TimelineItem & TimelinePlace>(db, `select t.* from (${timelineUnion('(select ?::bigint)')}) t where (?::timestamptz is null or (${timelinePlace.join(', ')}) < (?::timestamptz, ?::int, ?::bigint)) and (?::text is null or t."group" = ?) order by ${timelinePlace.map((part) => `${part} desc`).join(', ')} limit ?`,
      [...Array<number>(6).fill(input.customerId), before?.at ?? null, before?.at ?? null, before?.source ?? null, before?.id ?? null, group, group, TIMELINE_PAGE + 1]);
    const page = found.slice(0, TIMELINE_PAGE);
    const last = found.length > TIMELINE_PAGE ? page.at(-1) : undefined;
    return { items: page.map(({ source: _source, id: _id, ...item }) => timelineItem(item, account?.currency ?? 'USD')), next: last ? { at: last.at, source: last.source, id: last.id } : null };
  }),
  reveal: stepwise.customers.reveal.handler(async ({ context: { person }, input }) => {
    const bindings = [input.customerId, input.kind, input.label];
    await person.write((db) => rows(db, 'select api.reveal_contact(?, ?, ?)', bindings));
    const found = await person.read((db) => row<{ value: string | null }>(db, 'select api.revealed_contact(?, ?, ?) as value', bindings));
    if (!found?.value) throw new Refusal('NOT_FOUND', 'This contact is not there any more.');
    return { value: found.value };
  }),
  wrapUpCodes: asks.customers.wrapUpCodes.handler(({ context: { db } }) => rows<WrapUpCode>(db, 'select w.code, w.label, w.grp as "group" from care.wrap_up_codes w order by w.position')),
  wrapUp: does.customers.wrapUp.handler(async ({ context: { db, desk }, input }) => {
    const made = await row<{ id: number }>(db, 'select api.wrap_up(?::jsonb) as id', [JSON.stringify(input)]);
    if (input.customerId !== null) desk.setLevel(input.customerId, 0);
    return { interactionId: made?.id ?? 0 };
  }),
  finishFollowUp: does.customers.finishFollowUp.handler(async ({ context: { db }, input }) => {
    await rows(db, 'select api.finish_follow_up(?)', [input.id]);
    return input;
  }),
  tellCrossing: does.customers.tellCrossing.handler(async ({ context: { db }, input: { crossingId } }) => {
    await rows(db, 'select api.tell_crossing(?)', [crossingId]);
    return { crossingId };
  }),
  desk: asks.customers.desk.handler(async ({ context: { db } }) => {
    const found = await row<{ desk: DeskOverview }>(db, deskStatement);
    if (!found) throw new Error('the desk statement gave no row');
    return found.desk;
  }),
  draft: asks.customers.draft.handler(async ({ context: { db }, input }) => (await row<Draft>(db, 'select d.key, d.body, d.saved_at as "savedAt" from care.drafts d where d.key = ?', [input.key])) ?? { key: input.key, body: null, savedAt: null }),
  saveDraft: does.customers.saveDraft.handler(async ({ context: { db }, input }) => {
    const saved = await row<{ savedAt: Instant }>(db, `insert into care.drafts as d (key, customer_id, title, body) values (?, ?, ?, ?)
      on conflict (login, key) do update set customer_id = excluded.customer_id, title = excluded.title, body = excluded.body, saved_at = care.now() returning d.saved_at as "savedAt"`, [input.key, input.customerId, input.title, input.body]);
    if (!saved) throw new Error('a draft was not saved');
    return saved;
  }),
  dropDraft: does.customers.dropDraft.handler(async ({ context: { db }, input }) => {
    await rows(db, 'delete from care.drafts d where d.key = ?', [input.key]);
    return input;
  }),
  disclosures: asks.customers.disclosures.handler(({ context: { db }, input }) => rows(db, 'select e.at, e.login, e.action, e.details::text as details from audit.entries e where e.customer_id = ? order by e.id desc limit 200', [input.customerId])),
};
