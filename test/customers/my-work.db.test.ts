import { expect, it } from 'vitest';
import type { TimelinePlace } from '../../src/contract/customers.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { type Care, careAs, type DemoWorld, idOf, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

const wrapUp = (more: object) => ({ customerId: null, callId: 'a-call', from: '+12065550142', startedAt: '2026-11-18T18:45:00.000Z', endedAt: '2026-11-18T18:51:30.000Z', reason: 'bill-high', outcome: 'solved' as const, summary: '', followUp: null, ...more });
const contact = (demo: DemoWorld, customerId: number, startedAt: string, outcome: string, summary = '') => demo.worker.write((db) => rows(db, "insert into care.interactions (customer_id, channel, direction, login, started_at, ended_at, reason, outcome, summary) values (?, 'call', 'in', 'nadia.okafor', ?::timestamptz, ?::timestamptz + interval '4 minutes', 'other', ?, ?)", [customerId, startedAt, startedAt, outcome, summary]));

onDemos('Closing a call', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  const onCall = async (care: Care, callId: string) => {
    const customerId = await idOf(demo(), storyOf('elena').number);
    await care.customers.openCase({ customerId, reason: 'call', callId, from: '+12065550142' });
    await care.customers.verify({ customerId, kind: 'pin', answer: storyOf('elena').pin });
    return customerId;
  };

  it('keeps reason, outcome and summary, a follow-up, and forgets what the caller proved', async () => {
    const { care } = made();
    const customerId = await onCall(care, 'call-1');
    const summary = 'Explained roaming | all clear|5\nCalls back on Friday.';
    const { interactionId } = await care.customers.wrapUp(wrapUp({ customerId, callId: 'call-1', outcome: 'followUp', summary, followUp: { title: 'Send the new card form', dueAt: '2026-11-20T18:00:00.000Z' } }));
    expect(await row(demo().owner, 'select i.customer_id, i.login, i.reason, i.outcome, i.summary, i.call_id, i.from_number, i.started_at from care.interactions i where i.id = ?', [interactionId])).toEqual({ customer_id: customerId, login: 'nadia.okafor', reason: 'bill-high', outcome: 'followUp', summary, call_id: 'call-1', from_number: '••• ••• 0142', started_at: '2026-11-18T18:45:00.000Z' });
    expect((await care.customers.desk()).followUps).toContainEqual({ id: expect.any(Number) as number, customerId, customer: 'Elena Marchetti', title: 'Send the new card form', dueAt: expect.any(String) as string, done: false });
    expect(await refusal(care.billing.payments({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    expect((await overviewOf(care, customerId)).level).toBe(0);
    // The next caller sees none of it before they prove who they are.
    await onCall(care, 'call-2');
    const { timeline } = await overviewOf(care, customerId);
    expect(timeline[0]).toMatchObject({ group: 'contact', kind: 'call', title: 'High bill, to follow up', detail: `Call · Nadia Okafor · ${summary}` });
    expect((await care.customers.timeline({ customerId })).items[0]).toEqual(timeline[0]);
    await care.customers.closeCase({ customerId });
  });

  it('works for a caller nobody knows', async () => {
    const { interactionId } = await made().care.customers.wrapUp(wrapUp({ callId: 'unknown-1', from: '+442079460000', outcome: 'noAnswer' }));
    expect(await row(demo().owner, 'select i.customer_id, i.from_number from care.interactions i where i.id = ?', [interactionId])).toEqual({ customer_id: null, from_number: '••• ••• 0000' });
  });

  it('needs a code of the list and a customer who is open', async () => {
    const { care } = made();
    expect((await care.customers.wrapUpCodes()).map(({ code }) => code).slice(0, 2)).toEqual(['bill-high', 'bill-question']);
    expect(await refusal(care.customers.wrapUp(wrapUp({ reason: 'no-such-code' })))).toMatchObject({ code: 'REFUSED', sentence: 'Choose a reason from the list.' });
    const stranger = await idOf(demo(), storyOf('vip').number);
    expect(await refusal(care.customers.wrapUp(wrapUp({ customerId: stranger })))).toMatchObject({ code: 'FORBIDDEN', sentence: 'Open the customer first.' });
    expect(await row(demo().owner, "select 1 as one from care.interactions i where i.customer_id = ? and i.login = 'nadia.okafor' and i.call_id = 'a-call'", [stranger])).toBeUndefined();
  });
});

onDemos('My desk', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it('has my follow-ups, the undone ones by time, then those I did today', async () => {
    const { followUps } = await made().care.customers.desk();
    expect(followUps.map(({ title, customer, done }) => [title, customer, done])).toEqual([
      ['Call about roaming', 'Imani Walker', false], ['Check promise, $157.36', 'Luis Arceneaux', false], ['Technician visit result', 'Caleb Thornton', false], ['Send port-out code', 'Mei-Lin Sato', false], ['Check the dispute D-3391', 'Elena Marchetti', false], ['Confirm SIM works', 'Dana Whitlock', true],
    ]);
  });

  it('takes a follow-up as done once, and only mine', async () => {
    const { care } = made();
    const [mine] = (await care.customers.desk()).followUps;
    expect(await refusal((await careAs(demo(), 'supervisor')).customers.finishFollowUp({ id: mine?.id ?? 0 }))).toMatchObject({ code: 'CONFLICT' });
    expect(await care.customers.finishFollowUp({ id: mine?.id ?? 0 })).toEqual({ id: mine?.id });
    expect((await care.customers.desk()).followUps.find(({ id }) => id === mine?.id)?.done).toBe(true);
    expect(await refusal(care.customers.finishFollowUp({ id: mine?.id ?? 0 }))).toMatchObject({ code: 'CONFLICT', sentence: 'This follow-up is done already or is not yours.' });
  });

  it('counts the calls of today, which began at midnight of the operator', async () => {
    const { care } = made();
    const before = await care.customers.desk();
    const customerId = await idOf(demo(), storyOf('vip').number);
    // Half an hour before midnight in Seattle is today already in London.
    await contact(demo(), customerId, '2026-11-18T07:30:00Z', 'solved');
    expect((await care.customers.desk()).callsToday).toBe(before.callsToday);
    await contact(demo(), customerId, '2026-11-18T08:30:00Z', 'solved');
    const after = await care.customers.desk();
    expect([after.callsToday, after.solvedToday]).toEqual([before.callsToday + 1, before.solvedToday + 1]);
    const calls = await row<{ n: number; seconds: number; solved: number }>(demo().owner, "select count(*)::int as n, round(avg(extract(epoch from i.ended_at - i.started_at)))::int as seconds, (count(*) filter (where i.outcome = 'solved'))::int as solved from care.interactions i where i.login = 'nadia.okafor' and i.channel = 'call' and i.started_at >= '2026-11-18T08:00:00Z'");
    expect(after).toMatchObject({ callsToday: calls?.n, averageCallSeconds: calls?.seconds, solvedToday: calls?.solved });
  });

  it('has the customers I had open, the last one first', async () => {
    const { care } = made();
    for (const key of ['vip', 'quiet', 'vip']) {
      const customerId = await openAt(demo(), care, storyOf(key).number, 0);
      await care.customers.closeCase({ customerId });
    }
    const { recent } = await care.customers.desk();
    expect(recent.slice(0, 2).map(({ name, number }) => [name, number])).toEqual([['Mei-Lin Sato', storyOf('vip').number], ['Samuel Osei', storyOf('quiet').number]]);
    expect(new Set(recent.map(({ customerId }) => customerId)).size).toBe(recent.length);
    expect((await (await careAs(demo(), 'supervisor')).customers.desk()).recent).toEqual([]);
  });
});

onDemos('Drafts', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  const notes = { key: 'notes:1', customerId: null, title: 'Notes', body: 'half a sent' };

  it('are kept as typed, replaced, and thrown away', async () => {
    const { care } = made();
    const { savedAt } = await care.customers.saveDraft(notes);
    expect(await care.customers.draft({ key: notes.key })).toEqual({ key: notes.key, body: notes.body, savedAt });
    const body = `half a sentence, "quoted" \\ 'too' — ${'long '.repeat(1000)}`;
    await care.customers.saveDraft({ ...notes, body });
    expect((await care.customers.draft({ key: notes.key })).body).toBe(body);
    expect((await care.customers.desk()).drafts.map(({ key, title }) => [key, title])).toEqual([['notes:1', 'Notes']]);
    expect(await care.customers.dropDraft({ key: notes.key })).toEqual({ key: notes.key });
    expect(await care.customers.draft({ key: notes.key })).toEqual({ key: notes.key, body: null, savedAt: null });
    expect((await care.customers.desk()).drafts).toEqual([]);
  });

  it('are the author\'s alone, whatever the role', async () => {
    const { care } = made();
    await care.customers.saveDraft(notes);
    for (const role of ['supervisor', 'auditor', 'operator', 'useradmin'] as const) {
      const other = await careAs(demo(), role);
      expect((await other.customers.draft({ key: notes.key })).body, role).toBeNull();
      await other.customers.dropDraft({ key: notes.key });
      await other.customers.saveDraft({ ...notes, body: 'theirs' });
    }
    expect((await care.customers.draft({ key: notes.key })).body).toBe(notes.body);
  });

  it('outlive signing out', async () => {
    const again = await careAs(demo(), 'agent');
    expect((await again.customers.draft({ key: notes.key })).body).toBe(notes.body);
  });
});

onDemos('The timeline', async (demo) => {
  const customerId = await idOf(demo, storyOf('quiet').number);
  // 260 contacts, of which many share a moment.
  for (let at = 0; at < 260; at += 1) await contact(demo, customerId, `2026-0${1 + (at % 9)}-${String(10 + Math.floor(at / 30)).padStart(2, '0')}T10:00:00Z`, 'solved', `contact ${at}`);
  // More than a page of one moment, and many of one millisecond.
  await demo.worker.write((db) => rows(db, "insert into care.changes (customer_id, at, area, title, detail) select ?::bigint, timestamptz '2026-10-10 10:00Z', 'contact', 'Import', 'change ' || n from generate_series(1, 230) n union all select ?::bigint, timestamptz '2026-10-10 09:59:59.9991Z' + n * interval '0.00001 s', 'contact', 'Import', 'close ' || n from generate_series(0, 80) n", [customerId, customerId]));
  const care = await careAs(demo, 'agent');
  await openAt(demo, care, storyOf('quiet').number, 2);
  return { care, customerId };
}, (made, demo) => {
  it('comes page by page with everything once, newest first', async () => {
    const { care, customerId } = made();
    const all: Array<{ at: string; detail: string }> = [];
    const sizes: number[] = [];
    for (let before: TimelinePlace | undefined; ;) {
      const { items, next } = await care.customers.timeline({ customerId, group: 'contact', ...(before ? { before } : {}) });
      sizes.push(items.length);
      all.push(...items);
      if (next === null) break;
      before = next;
    }
    const truth = await row<{ n: number }>(demo().owner, "select (select count(*) from care.interactions i where i.customer_id = ?)::int + (select count(*) from care.changes c where c.customer_id = ? and c.area = 'contact')::int as n", [customerId, customerId]);
    expect(all).toHaveLength(truth?.n ?? 0);
    expect(new Set(all.map(({ detail }) => detail)).size).toBe(all.length);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort().reverse());
    expect(sizes.slice(0, -1).every((size) => size === 100)).toBe(true);
    expect(sizes.length).toBeGreaterThan(4);
  });

  it('is by kind of thing, money with its amounts', async () => {
    const { care, customerId } = made();
    const { items } = await care.customers.timeline({ customerId, group: 'money' });
    expect(new Set(items.map(({ group }) => group))).toEqual(new Set(['money']));
    expect(items.find(({ kind }) => kind === 'bill')).toMatchObject({ title: 'November bill issued, $83.79', detail: expect.stringMatching(/^Bill 2611-\d{5}$/) as string });
    expect(items.find(({ kind }) => kind === 'payment')).toMatchObject({ title: 'Payment received, $83.79', detail: 'Checking ending 5015' });
  });
});
