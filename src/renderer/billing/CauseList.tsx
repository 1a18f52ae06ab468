import { IconAlertTriangle, IconChevronRight, IconCircleDashed, IconReceiptTax, IconRefresh } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Cause, Explanation } from '../../contract/explanation.ts';
import type { Minor } from '../../contract/money.ts';
import { formatMinor } from '../../contract/money.ts';
import { Callout } from '../ui/Callout.tsx';
import { movedIndex } from '../ui/grid-moves.ts';
import { cx } from '../ui/tone.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { causeKey } from './compare-steps.ts';

export type CauseListProps = {
  readonly explanation: Explanation;
  readonly currency: string;
  readonly open: string | null;
  readonly onOpen: (key: string | null) => void;
  readonly evidence: (cause: Cause) => ReactNode;
};

const PAGE = 8;

/** How long a cause lasts, as a word and a picture. */
function Lasting({ cause }: { readonly cause: Cause }) {
  const [Shape, words] = cause.category === 'tax' && !cause.repeats ? [IconReceiptTax, 'With the charges'] : cause.repeats ? [IconRefresh, 'Every month'] : [IconCircleDashed, 'One time'];
  return (
    <span className="cmp-lasting">
      <Shape size={14} stroke={1.75} aria-hidden="true" />
      {words}
    </span>
  );
}

/** What no cause explains. It should never be there; where it is, it must be seen. */
function Unexplained({ residual, currency }: { readonly residual: Minor; readonly currency: string }) {
  return (
    <li className="cmp-unexplained">
      <Callout tone="neg" icon={IconAlertTriangle} role="alert">
        <span className="strong">Unexplained {formatMinor(residual, currency, { bare: true, signed: true })}.</span> Do not tell the customer a reason for this part; report it.
      </Callout>
    </li>
  );
}

/** The causes, largest first. Up and Down move, Right or Enter opens the evidence, Left closes it. */
export function CauseList({ explanation, currency, open, onOpen, evidence }: CauseListProps) {
  const { causes, residual } = explanation;
  const list = useRef<HTMLUListElement>(null);
  const base = useId();
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, causes.length - 1));
  const focus = (index: number) => {
    setActive(index);
    list.current?.querySelectorAll<HTMLElement>('.cmp-cause')[index]?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = movedIndex(event.key, at, causes.length, PAGE);
    if (target !== undefined) focus(target);
    else if (event.key === 'ArrowRight') onOpen(causeKey(at));
    else if (event.key === 'ArrowLeft') onOpen(null);
    else return;
    event.preventDefault();
  };
  return (
    <ul ref={list} className="cmp-causes" aria-label="Causes, largest first">
      {residual !== 0 && <Unexplained residual={residual} currency={currency} />}
      {causes.map((cause, index) => {
        const key = causeKey(index);
        const shown = open === key;
        return (
          <li key={key} className={cx(shown && 'open')}>
            <button type="button" className="cmp-cause" aria-expanded={shown} aria-controls={shown ? `${base}${key}` : undefined} tabIndex={index === at ? 0 : -1} onFocus={() => setActive(index)} onKeyDown={onKey} onClick={() => onOpen(shown ? null : key)}>
              <IconChevronRight size={14} stroke={2} className="ink-3 cmp-arrow" aria-hidden="true" />
              <span className="medium nowrap cmp-title">{cause.title}</span>
              <span className="t12 ink-2 ellipsis cmp-detail" title={cause.detail}>{cause.detail}</span>
              <Lasting cause={cause} />
              <span className="strong right"><ChangeFigure minor={cause.amount} currency={currency} plain /></span>
            </button>
            {shown && <div id={`${base}${key}`}>{evidence(cause)}</div>}
          </li>
        );
      })}
    </ul>
  );
}
