import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppState } from '../../src/contract/staff.ts';
import { FirstStartScreen } from '../../src/renderer/staff/FirstStartScreen.tsx';
import { serverAddress } from '../../src/renderer/staff/server-address.ts';
import { show } from '../billing/screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeEach(() => {
  line.call.mockReset();
});
afterEach(cleanup);

const state: AppState = { version: '1', connection: { kind: 'none', label: '', problem: null, opening: false }, operator: null, currency: 'USD', zone: 'UTC', now: '2026-11-18T18:00:00.000Z', demoAccounts: [], me: null, locked: false };
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);

describe('the choice of a database', () => {
  it('tries the address with the certificate of the authority before it is saved, and again after either was changed', async () => {
    line.call.mockImplementation(async (path, input) => {
      if (path.join('.') !== 'staff.testConnection') return { ...state, connection: { kind: 'server', label: 'db.example', problem: null, opening: false } };
      return (input as { url: string }).url.includes('right') ? { ok: true, sentence: 'db.example answers.' } : { ok: false, sentence: '/etc/wrong.pem is not a certificate.' };
    });
    show(<FirstStartScreen state={state} />, 'agent');
    fireEvent.click(screen.getByRole('radio', { name: /shared PostgreSQL/ }));
    const [address, authority] = [screen.getByLabelText('Address'), screen.getByLabelText('Certificate authority (optional)')];
    fireEvent.change(address, { target: { value: ' postgresql://db.example:5432/care ' } });
    fireEvent.change(authority, { target: { value: '/etc/wrong.pem' } });
    fireEvent.click(screen.getByRole('button', { name: /Test the address/ }));
    expect((await screen.findByRole('status')).textContent).toContain('/etc/wrong.pem is not a certificate.');
    expect(screen.getByRole('button', { name: /Test the address/ })).toBeTruthy();
    fireEvent.change(authority, { target: { value: '/etc/right ca.pem' } });
    expect(screen.queryByRole('status')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Test the address/ }));
    fireEvent.click(await screen.findByRole('button', { name: /Use this database/ }));
    const url = 'postgresql://db.example:5432/care?sslrootcert=%2Fetc%2Fright%20ca.pem';
    await waitFor(() => expect(sent('staff.chooseConnection')).toEqual([{ kind: 'server', url }]));
    expect(sent('staff.testConnection')).toEqual([{ url: 'postgresql://db.example:5432/care?sslrootcert=%2Fetc%2Fwrong.pem' }, { url }]);
  });

  it('writes the certificate into the address only where one is given', () => {
    expect(serverAddress(' postgres://db/care ', ' ')).toBe('postgres://db/care');
    expect(serverAddress('postgres://db/care?sslmode=verify-full', 'C:\\ca & more.pem')).toBe('postgres://db/care?sslmode=verify-full&sslrootcert=C%3A%5Cca%20%26%20more.pem');
    expect(serverAddress('', '/ca.pem')).toBe('');
  });
});
