import { expect, it } from 'vitest';
import type { CustomerOverview } from '../../src/contract/customers.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { type Care, callOf, careAs, deskFor, idOf, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

const elena = storyOf('elena');
/** Parts of the 360 that a level below does not have. */
const levelOne: ReadonlyArray<keyof CustomerOverview> = ['standing', 'bills', 'markers', 'services', 'openItems'];

onDemos('What is shown of a customer', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it('is name, city and segment for who is only found (level 0)', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, elena.number, 0);
    const { json } = await care.customers.overview({ customerId });
    const shown = JSON.parse(json) as CustomerOverview;
    expect(shown).toMatchObject({ level: 0, name: 'Elena Marchetti', city: 'Seattle', state: 'WA', segment: 'private', number: elena.number, address: null, methods: null, timeline: [], related: [], contacts: [] });
    for (const part of levelOne) expect(shown[part], part).toBeNull();
    expect(shown.suggestions.map(({ act }) => act)).toEqual(['verify']);
    expect(json).not.toMatch(/555-0142|12065550142|Harbor|example\.com|4417|8820|427|42733|2580|1984/);
    expect(await care.customers.timeline({ customerId })).toEqual({ items: [], next: null });
    expect(await refusal(care.billing.bills({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    await care.customers.closeCase({ customerId });
  });

  it('holds nothing of one\'s own earlier contacts at level 0 either', async () => {
    const supervisor = await careAs(demo(), 'supervisor');
    const customerId = await openAt(demo(), supervisor, elena.number, 0);
    expect(JSON.stringify(await overviewOf(supervisor, customerId))).not.toContain('Autopay failed');
    expect((await supervisor.customers.timeline({ customerId })).items).toEqual([]);
    await supervisor.customers.closeCase({ customerId });
  });

  it('is standing and bill totals for who calls from the number on file (level 1), masked', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, elena.number, 1);
    const { json } = await care.customers.overview({ customerId });
    const shown = JSON.parse(json) as CustomerOverview;
    expect(shown).toMatchObject({ level: 1, address: null, methods: null, standing: { open: 42_733 } });
    for (const part of levelOne) expect(shown[part], part).not.toBeNull();
    expect(shown.bills).toHaveLength(13);
    expect(shown.contacts.map(({ kind, value, masked }) => [kind, value, masked])).toEqual([['address', '•••', true], ['email', 'e•••@e•••.com', true], ['phone', '••• ••• 0142', true], ['phone', '••• ••• 0119', true]]);
    expect(shown.timeline.filter(({ kind }) => kind.includes('ayment'))).toEqual([]);
    expect(shown.markers?.filter(({ kind }) => kind.includes('ayment'))).toEqual([]);
    expect(json).not.toMatch(/Harbor|elena\.marchetti|ending 4417|ending 8820|2580|1984/);
    expect((await care.customers.timeline({ customerId, group: 'money' })).items.filter(({ kind }) => kind.includes('ayment'))).toEqual([]);
    await care.customers.closeCase({ customerId });
  });

  it('is everything for who is verified (level 2), contacts still masked', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, elena.number, 2);
    const { json } = await care.customers.overview({ customerId });
    const shown = JSON.parse(json) as CustomerOverview;
    expect(shown).toMatchObject({ level: 2, address: '1418 Harbor View Ter, Seattle WA 98122' });
    expect(shown.methods).toEqual([
      { id: expect.any(Number) as number, kind: 'card', label: 'Visa ending 4417', detail: 'Autopay', state: 'expired', expiry: '09/26', autopay: true },
      { id: expect.any(Number) as number, kind: 'bank', label: 'Checking ending 8820', detail: 'On file', state: 'ready', expiry: null, autopay: false },
    ]);
    expect(shown.contacts.every(({ masked }) => masked)).toBe(true);
    expect(shown.openItems?.map(({ kind }) => kind)).toEqual(['dispute', 'failedPayment', 'followUp']);
    expect(json).not.toMatch(/elena\.marchetti@|2580|1984-06|tok_/);
    await care.customers.closeCase({ customerId });
  });

  it('is what the auditor needs: all of it, masked, without a caller', async () => {
    const auditor = await careAs(demo(), 'auditor');
    const customerId = await openAt(demo(), auditor, elena.number, 0);
    const shown = await overviewOf(auditor, customerId);
    expect(shown.standing).toMatchObject({ open: 42_733 });
    expect(shown.methods).toHaveLength(2);
    expect(shown.contacts.every(({ masked }) => masked)).toBe(true);
    expect((await auditor.billing.payments({ customerId })).length).toBeGreaterThan(10);
    expect(await refusal(auditor.customers.reveal({ customerId, kind: 'phone', label: 'Mobile' }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(auditor.billing.previewBillNow({ customerId, serviceIds: null }))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

onDemos('Verifying a caller', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  const dana = storyOf('planSwitch');
  const opened = async (care: Care, story: typeof dana, from: string | null) => {
    const customerId = await idOf(demo(), story.number);
    return care.customers.openCase({ customerId, reason: from === null ? 'search' : 'call', callId: from === null ? null : `call-${story.number}-${from}`, from });
  };

  it('gives level 1 for the number on file and nothing for another', async () => {
    const { care } = made();
    const known = await opened(care, dana, dana.phone);
    expect(known).toMatchObject({ name: 'Dana Whitlock', level: 1, failures: 0, lockedOut: false });
    expect(known.checks.filter(({ passed }) => passed).map(({ kind }) => kind)).toEqual(['number']);
    expect(known.checks.map(({ kind }) => kind)).toEqual(['number', 'pin', 'lastPayment', 'birthDate', 'customerNumber']);
    await care.customers.closeCase({ customerId: known.customerId });
    expect(await opened(care, dana, '+12065550000')).toMatchObject({ level: 0 });
    await care.customers.closeCase({ customerId: known.customerId });
  });

  it('gives level 2 only with two checks of which one is the PIN', async () => {
    const { care } = made();
    const { customerId } = await opened(care, dana, null);
    expect(await care.customers.verify({ customerId, kind: 'customerNumber', answer: dana.number })).toMatchObject({ matched: true, level: 1 });
    expect(await care.customers.verify({ customerId, kind: 'birthDate', answer: dana.birthDate ?? '' })).toMatchObject({ matched: true, level: 1 });
    expect(await refusal(care.billing.payments({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    expect(await care.customers.verify({ customerId, kind: 'pin', answer: dana.pin })).toMatchObject({ matched: true, level: 2 });
    expect((await care.billing.payments({ customerId })).length).toBeGreaterThan(10);
    await care.customers.closeCase({ customerId });
  });

  it('takes the last payment as people say it', async () => {
    const { care } = made();
    const { customerId } = await opened(care, dana, null);
    const last = await row<{ amount: number }>(demo().owner, "select p.amount from pay.payments p where p.customer_id = ? and p.state = 'captured' order by p.received_at desc limit 1", [customerId]);
    const said = `$${((last?.amount ?? 0) / 100).toFixed(2)}`;
    expect(await care.customers.verify({ customerId, kind: 'lastPayment', answer: said })).toMatchObject({ matched: true, level: 1 });
    await care.customers.closeCase({ customerId });
  });

  it('locks after three answers that do not match, and starts anew with another call', async () => {
    const { care } = made();
    const luis = storyOf('overdue');
    const { customerId } = await opened(care, luis, luis.phone);
    for (const failures of [1, 2, 3]) expect(await care.customers.verify({ customerId, kind: 'pin', answer: '0000' })).toMatchObject({ matched: false, failures, lockedOut: failures === 3, level: 1 });
    expect(await refusal(care.customers.verify({ customerId, kind: 'pin', answer: luis.pin }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('Three answers') as string });
    expect(await refusal(care.billing.payments({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    const again = await care.customers.openCase({ customerId, reason: 'call', callId: 'another-call', from: luis.phone });
    expect(again).toMatchObject({ level: 1, failures: 0, lockedOut: false });
    expect(await care.customers.verify({ customerId, kind: 'pin', answer: luis.pin })).toMatchObject({ level: 2 });
    await care.customers.closeCase({ customerId });
  });

  it('keeps every check and every opening in the audit, without the answers', async () => {
    const { care } = made();
    const theo = storyOf('promotion');
    const { customerId } = await opened(care, theo, theo.phone);
    await care.customers.verify({ customerId, kind: 'pin', answer: '1111' });
    await care.customers.verify({ customerId, kind: 'pin', answer: theo.pin });
    await care.customers.closeCase({ customerId });
    const trail = await rows<{ action: string; details: Record<string, unknown> }>(demo().owner, 'select e.action, e.details from audit.entries e where e.customer_id = ? and e.login = ? order by e.id', [customerId, 'nadia.okafor']);
    expect(trail.filter(({ action }) => action === 'case.check').map(({ details }) => details)).toEqual([{ kind: 'pin', matched: false }, { kind: 'pin', matched: true }]);
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(['case.open', 'case.answer', 'case.close']));
    expect(JSON.stringify(trail)).not.toMatch(new RegExp(`1111|${theo.pin}`));
  });

  it('is for one customer and one agent', async () => {
    const { care } = made();
    const mei = await openAt(demo(), care, storyOf('vip').number, 2);
    const other = await careAs(demo(), 'supervisor');
    expect(await refusal(overviewOf(other, mei))).toMatchObject({ code: 'FORBIDDEN', sentence: 'Open the customer first.' });
    expect(await refusal(other.billing.payments({ customerId: mei }))).toMatchObject({ code: 'NOT_VERIFIED' });
    expect(await refusal(other.customers.verify({ customerId: mei, kind: 'pin', answer: storyOf('vip').pin }))).toMatchObject({ code: 'FORBIDDEN' });
    const bill = await row<{ id: number }>(demo().owner, 'select b.id from bill.bills b where b.customer_id = ? order by b.id desc limit 1', [await idOf(demo(), elena.number)]);
    expect(await refusal(care.billing.bill({ customerId: mei, bill: bill?.id as never }))).toMatchObject({ code: 'NOT_FOUND', sentence: 'This customer has no such bill.' });
    await care.customers.closeCase({ customerId: mei });
  });

  it('ends with closing: nothing more is shown', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('quiet').number, 2);
    expect(await care.customers.closeCase({ customerId })).toEqual({ customerId });
    expect(await refusal(care.billing.bills({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    expect(await refusal(overviewOf(care, customerId))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await care.customers.timeline({ customerId })).items).toEqual([]);
    expect(await care.customers.closeCase({ customerId })).toEqual({ customerId });
  });

  it('does not come with the customer of one\'s own queue, unless it was there when the work was promised', async () => {
    const { care } = made();
    const imani = await idOf(demo(), storyOf('roaming').number);
    expect(await care.customers.openCase({ customerId: imani, reason: 'queue', callId: null, from: null })).toMatchObject({ level: 2 });
    await care.customers.closeCase({ customerId: imani });
    expect(await refusal(care.customers.openCase({ customerId: await idOf(demo(), storyOf('dispute').number), reason: 'queue', callId: null, from: null }))).toMatchObject({ code: 'REFUSED', sentence: 'This customer is not in your queue.' });
  });

  it('finds no customer that is not there', async () => {
    expect(await refusal(made().care.customers.openCase({ customerId: 999_999 as never, reason: 'search', callId: null, from: null }))).toMatchObject({ code: 'NOT_FOUND', sentence: 'There is no such customer.' });
  });
});

onDemos('Showing one contact in full', async (demo) => {
  const desk = await deskFor(demo, 'agent');
  return { care: callOf(desk), person: desk.signedIn().person };
}, (made, demo) => {
  it('is possible at level 2, and each time is logged', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, elena.number, 2);
    expect(await care.customers.reveal({ customerId, kind: 'phone', label: 'Mobile' })).toEqual({ value: '(206) 555-0142' });
    expect(await care.customers.reveal({ customerId, kind: 'email', label: 'E-mail' })).toEqual({ value: 'elena.marchetti@example.com' });
    const trail = await rows(demo().owner, "select e.object, e.login from audit.entries e where e.customer_id = ? and e.action = 'contact.reveal' order by e.id", [customerId]);
    expect(trail).toEqual([{ object: 'phone Mobile', login: 'nadia.okafor' }, { object: 'email E-mail', login: 'nadia.okafor' }]);
    expect(await refusal(care.customers.reveal({ customerId, kind: 'phone', label: 'Fax' }))).toMatchObject({ code: 'NOT_FOUND' });
    const seen = await (await careAs(demo(), 'supervisor')).customers.disclosures({ customerId });
    expect(seen.filter(({ action }) => action === 'contact.reveal')).toHaveLength(3);
    expect(await refusal(care.customers.disclosures({ customerId }))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is not possible without the logged step', async () => {
    const customerId = await openAt(demo(), made().care, storyOf('quiet').number, 2);
    expect(await made().person.read((db) => row(db, "select api.revealed_contact(?, 'phone', 'Mobile') as value", [customerId]))).toEqual({ value: null });
  });
});
