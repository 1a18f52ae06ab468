import type { Icon } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export type TabItem<V extends string> = { readonly value: V; readonly label: ReactNode; readonly icon?: Icon; readonly count?: number | null; readonly countTone?: 'warn'; readonly hidden?: boolean };
export type TabsProps<V extends string> = {
  readonly label: string;
  readonly items: ReadonlyArray<TabItem<V>>;
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Id of the element the tabs show; it has role tabpanel. */
  readonly panelId?: string;
  /** Right end of the row: a breadcrumb, a control. */
  readonly right?: ReactNode;
};

/** A row of tabs; arrow keys, Home and End move. */
export function Tabs<V extends string>({ label, items, value, onChange, panelId, right }: TabsProps<V>) {
  const row = useRef<HTMLDivElement>(null);
  const shown = items.filter((item) => !item.hidden);
  const move = (event: KeyboardEvent) => {
    const at = shown.findIndex((item) => item.value === value);
    const targets: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = (target + shown.length) % shown.length;
    const item = shown[next];
    if (!item) return;
    onChange(item.value);
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="tabs">
      <div ref={row} role="tablist" aria-label={label} className="tabs-list" onKeyDown={move}>
        {shown.map(({ icon: Shape, ...item }) => (
          <button key={item.value} type="button" role="tab" aria-selected={item.value === value} aria-controls={panelId} tabIndex={item.value === value ? 0 : -1} onClick={() => onChange(item.value)}>
            {Shape && <Shape size={14} stroke={1.75} aria-hidden="true" />}
            {item.label}
            {item.count ? <span className={`count ${item.countTone ?? ''}`}>{item.count}</span> : null}
          </button>
        ))}
      </div>
      {right && <div className="row end grow">{right}</div>}
    </div>
  );
}
