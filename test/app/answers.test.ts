import { describe, expect, it } from 'vitest';
import { errorSentences } from '../../src/contract/errors.ts';
import { isTouched } from '../../src/renderer/platform/after-command.ts';
import { callsOver } from '../../src/renderer/platform/client.ts';
import { CareFailure, failureOf } from '../../src/renderer/platform/failure.ts';
import { parsed } from '../../src/renderer/platform/json.ts';
import { auditDetails } from '../../src/renderer/staff/audit-words.ts';
import { wrongIn } from '../../src/renderer/staff/new-member.ts';
import { waves } from '../../src/renderer/staff/waves.ts';

describe('a call', () => {
  it('goes by its path and parses an answer of JSON text', async () => {
    const asked: unknown[] = [];
    type Calls = { customers: { overview: (input: { customerId: number }) => Promise<{ readonly json: string; readonly shape?: { readonly name: string } }> } };
    const calls = callsOver<Calls>({ call: async (path, input) => { asked.push(path, input); return { json: '{"name":"Elena"}' }; }, relay: () => undefined });
    const answer = await calls.customers.overview({ customerId: 1 });
    expect(answer.name).toBe('Elena');
    expect(asked).toEqual([['customers', 'overview'], { customerId: 1 }]);
    expect(calls.customers.overview.path).toBe('customers.overview');
    expect(calls.customers.overview).toBe(calls.customers.overview);
  });
  it('leaves other answers as they are', () => {
    expect(parsed({ key: 'a', body: '{}' })).toEqual({ key: 'a', body: '{}' });
    expect(parsed(null)).toBeNull();
  });
});

describe('a failure', () => {
  it('keeps code, sentence and reference', () => {
    const failure = failureOf({ code: 'NOT_VERIFIED', message: 'Ask for the PIN first.', data: { reference: 'K-12' } });
    expect([failure.code, failure.sentence, failure.reference]).toEqual(['NOT_VERIFIED', 'Ask for the PIN first.', 'K-12']);
  });
  it('never shows what is unknown', () => {
    expect(failureOf(new Error('password=hunter2')).sentence).toBe(errorSentences.INTERNAL);
    expect(failureOf({ code: 'SQLITE', message: 'select * from secret' }).sentence).toBe(errorSentences.INTERNAL);
    expect(failureOf({ code: 'BAD_REQUEST', message: 'zod' }).code).toBe('MALFORMED');
    const own = new CareFailure('BUSY', 'x');
    expect(failureOf(own)).toBe(own);
  });
});

describe('after a command', () => {
  it('answers about the same customer and about nobody are old', () => {
    expect(isTouched('customers.overview', { customerId: 1 }, 'customers.verify', { customerId: 1 })).toBe(true);
    expect(isTouched('customers.overview', { customerId: 2 }, 'customers.verify', { customerId: 1 })).toBe(false);
    expect(isTouched('customers.desk', undefined, 'customers.verify', { customerId: 1 })).toBe(true);
    expect(isTouched('customers.overview', { customerId: 2 }, 'operations.retrySuspense', undefined)).toBe(true);
  });
  it('a search is not asked again, a preview changes nothing, a draft touches only the desk', () => {
    expect(isTouched('customers.search', { text: 'a' }, 'customers.verify', { customerId: 1 })).toBe(false);
    expect(isTouched('customers.overview', { customerId: 1 }, 'billing.previewBillNow', { customerId: 1 })).toBe(false);
    expect(isTouched('customers.overview', { customerId: 1 }, 'customers.saveDraft', { customerId: 1 })).toBe(false);
    expect(isTouched('customers.desk', undefined, 'customers.saveDraft', { customerId: 1 })).toBe(true);
  });
});

describe('a new member of staff', () => {
  it('is refused field by field with the cure', () => {
    expect(Object.keys(wrongIn({ login: 'N', name: ' ', role: 'agent', team: '', extension: '12a', password: 'short' })).sort()).toEqual(['extension', 'login', 'name', 'password', 'team']);
    expect(wrongIn({ login: 'nadia.okafor', name: 'Nadia', role: 'agent', team: 'North', extension: '', password: 'twelve letters' })).toEqual({});
  });
});

describe('the details of an audit entry', () => {
  it('are told in words, amounts with their currency', () => {
    expect(auditDetails('{"amount": 7493, "origin": "manual"}', 'USD')).toBe('amount $74.93, origin manual');
    expect(auditDetails('[{"amount": 1, "billId": 4494}, {"amount": 2, "billId": null}]', 'USD')).toBe('amount $0.01, bill id 4494; amount $0.02, bill id none');
    expect(auditDetails('{}', 'USD')).toBe('');
    expect(auditDetails('Reason call', 'USD')).toBe('Reason call');
  });
});

describe('the picture beside the sign-in', () => {
  it('has one strong line in the middle and fainter ones around it', () => {
    const lines = waves();
    expect(lines).toHaveLength(15);
    expect(lines.filter((line) => line.width > 1)).toEqual([lines[7]]);
    expect(lines.every((line) => line.opacity > 0 && line.opacity <= 0.85)).toBe(true);
  });
});
