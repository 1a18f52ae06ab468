import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { cx } from './tone.ts';

export type SegmentedProps<V extends string> = {
  readonly label: string;
  readonly options: ReadonlyArray<{ readonly value: V; readonly label: ReactNode }>;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly size?: 'sm' | 'md';
};

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One choice of few, all visible. Arrow keys move and choose. */
export function Segmented<V extends string>({ label, options, value, onChange, size = 'md' }: SegmentedProps<V>) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = (at + step + options.length) % options.length;
    const option = options[next];
    if (!option) return;
    onChange(option.value);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={group} className={cx('segmented', size === 'sm' && 'sm')} role="radiogroup" aria-label={label} onKeyDown={move}>
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value} tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
