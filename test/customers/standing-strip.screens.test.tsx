import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BillPoint, Standing } from '../../src/contract/customers.ts';
import { StandingStrip, type StandingStripProps } from '../../src/renderer/customers/StandingStrip.tsx';
import { overviewWith, show } from './workspace-kit.tsx';

const elena: Standing = { open: 42734, due: 40020, nextDue: '2026-11-26', overdue: 7837, overdueSince: '2026-10-26', disputed: 2714, dispute: 'D-3391', credit: 0, unbilled: 272, unbilledSince: '2026-11-05', autopay: { state: 'expired', label: 'Card expired', at: '2026-10-24' } };
const calm: Standing = { open: 0, due: 0, nextDue: null, overdue: 0, overdueSince: null, disputed: 0, dispute: null, credit: 0, unbilled: 0, unbilledSince: null, autopay: { state: 'on', label: 'On', at: null } };
const bills: ReadonlyArray<BillPoint> = [
  { billId: 112, number: '2611-04821', billDay: '2026-11-05', dueDay: '2026-11-26', total: 34897, open: 34897, disputed: 2714, overdue: 0, state: 'open' },
  { billId: 111, number: '2610-04821', billDay: '2026-10-05', dueDay: '2026-10-26', total: 19837, open: 7837, disputed: 0, overdue: 7837, state: 'overdue' },
];
type Open = StandingStripProps['onOpen'];
const cell = (name: RegExp) => screen.getByRole('button', { name });
const strip = (standing: Standing | null, onOpen = vi.fn<Open>(), onVerify = vi.fn<() => void>()) => show(<StandingStrip overview={overviewWith({ standing, bills: standing ? bills : null })} onOpen={onOpen} onVerify={onVerify} />);

afterEach(cleanup);

describe('the standing strip', () => {
  it('says every amount aloud with its label', () => {
    strip(elena);
    expect(cell(/Open balance.*427 dollars 34/)).toBeTruthy();
    expect(cell(/Overdue.*78 dollars 37.*23 days/)).toBeTruthy();
    expect(cell(/In dispute.*27 dollars 14.*D-3391/)).toBeTruthy();
    expect(cell(/Autopay.*Card expired.*24 Oct/)).toBeTruthy();
  });
  it('says what is open in another currency beside the open balance', () => {
    strip({ ...elena, also: [{ currency: 'JPY', open: 9931 }] });
    expect(cell(/Open balance.*427 dollars 34.*and 9,931 JPY, 26 Nov/)).toBeTruthy();
  });
  it('marks overdue, dispute and autopay with an edge, and nothing else', () => {
    const { container } = strip(elena);
    expect([...container.querySelectorAll('.edge')].map((edge) => edge.className.replace('standing-cell edge ', ''))).toEqual(['neg', 'disp', 'warn']);
  });
  it('of a customer who owes nothing keeps its six places and shows zeros without an edge', () => {
    const { container } = strip(calm);
    expect(screen.getAllByRole('button')).toHaveLength(6);
    expect(cell(/Overdue/).textContent).toContain('$0.00');
    expect(container.querySelector('.edge')).toBeNull();
  });
  it('opens the bill that is overdue, the one in dispute, and the payments for autopay', () => {
    const onOpen = vi.fn<Open>();
    strip(elena, onOpen);
    fireEvent.click(cell(/Overdue/));
    fireEvent.click(cell(/In dispute/));
    fireEvent.click(cell(/Autopay/));
    expect(onOpen.mock.calls).toEqual([['billing', { bill: 111 }], ['billing', { bill: 112 }], ['payments', undefined]]);
  });
  it('before the caller is known shows no amount and leads to the checks', () => {
    const onVerify = vi.fn<() => void>();
    const { container } = strip(null, vi.fn<Open>(), onVerify);
    expect(container.textContent).not.toContain('$');
    fireEvent.click(cell(/Open balance/));
    expect(onVerify).toHaveBeenCalledOnce();
  });
  it('tells a screen reader of a change, and not of what was there at first', () => {
    function Paying() {
      const [paid, setPaid] = useState(false);
      return (
        <>
          <StandingStrip overview={overviewWith({ standing: paid ? calm : elena, bills })} onOpen={vi.fn<Open>()} onVerify={vi.fn<() => void>()} />
          <button type="button" onClick={() => setPaid(true)}>Pay</button>
        </>
      );
    }
    const { container } = show(<Paying />);
    const live = () => container.querySelector('[aria-live]')?.textContent;
    expect(live()).toBe('');
    fireEvent.click(screen.getByText('Pay'));
    expect(live()).toContain('Open balance 0 dollars');
  });
});
