import { IconCrown, IconFileInvoice, IconGitCompare, IconHierarchy, IconLock, IconReceiptDollar } from '@tabler/icons-react';
import type { CustomerOverview } from '../../contract/customers.ts';
import { useKeyOf } from '../app/own-keys.ts';
import { openBillsOf, payerOf } from '../app/payer.ts';
import { segmentIcons } from '../app/segments.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { accountText, monthYear, segmentLabels } from './words.ts';

export type IdentityBandProps = {
  readonly overview: CustomerOverview;
  /** Why actions on money wait, or null. */
  readonly locked: string | null;
  /** Absent where there are no bills of its own. */
  readonly onCompare?: () => void;
  readonly onBills: () => void;
  /** Absent where the role may not make bills, or another customer pays. */
  readonly onBillNow?: () => void;
};

/** Who this is, in 60 pixels, and what can be done at once. */
export function IdentityBand({ overview, locked, onCompare, onBills, onBillNow }: IdentityBandProps) {
  const { name, tier, segment, active, accountNumber, address, city, state, since } = overview;
  const compareKey = useKeyOf('bills.compare');
  const payer = payerOf(overview);
  const place = [city, state].filter(Boolean).join(', ');
  return (
    <header className="cust-id" data-region="Customer">
      <Avatar name={name} />
      <div className="col grow">
        <div className="row">
          <h1 className="ellipsis" title={name}>{name}</h1>
          {tier && <Chip tone="warn" icon={IconCrown}>{tier}</Chip>}
          <Chip icon={segment === 'vip' ? segmentIcons.vip : undefined} tone={segment === 'vip' ? 'accent' : undefined}>{segmentLabels[segment]}</Chip>
          {!active && <Chip tone="neg">Inactive</Chip>}
        </div>
        <div className="t12 ink-2 cust-id-line selectable">
          <span className="nowrap">Account {accountText(accountNumber)}</span>
          <span aria-hidden="true">·</span>
          {address === null ? (
            <Tooltip label="The full address is shown once the caller is verified." position="bottom">
              <span className="row gap-4 nowrap" tabIndex={0}>
                <IconLock size={13} stroke={1.75} aria-hidden="true" />
                {place || 'Address'}
                <span className="sr-only">, full address hidden until the caller is verified</span>
              </span>
            </Tooltip>
          ) : (
            <span className="ellipsis" title={address}>{address}</span>
          )}
          <span aria-hidden="true">·</span>
          <span className="nowrap">Customer since {monthYear(since)}</span>
        </div>
      </div>
      <div className="row">
        {onCompare && <Button icon={IconGitCompare} keys={compareKey} locked={locked} onClick={onCompare}>Compare bills</Button>}
        {onBillNow && <Button icon={IconReceiptDollar} locked={locked} onClick={onBillNow}>Bill now</Button>}
        {payer ? (
          <Button icon={IconHierarchy} className="cust-payer" onClick={() => openBillsOf(payer)}><span className="ellipsis">Bills of {payer.name}</span></Button>
        ) : (
          <Button icon={IconFileInvoice} onClick={onBills}>Open bills</Button>
        )}
      </div>
    </header>
  );
}
