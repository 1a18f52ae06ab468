import { createContext, type ReactNode, use, useId, useMemo } from 'react';
import { cx } from './tone.ts';

export type FieldWiring = { readonly id: string; readonly describedBy: string | undefined; readonly invalid: boolean };
const FieldContext = createContext<FieldWiring | null>(null);

/** What an input inside a Field needs: its id, what describes it, and whether it is wrong. */
export function useField(): FieldWiring | null {
  return use(FieldContext);
}

export type FieldProps = {
  readonly label: ReactNode;
  /** Below the control; the error takes its place. */
  readonly help?: ReactNode;
  /** What is wrong, said as the cure: "Enter $427.34 or less". */
  readonly error?: string | null;
  /** Right end of the label row. */
  readonly right?: ReactNode;
  readonly hideLabel?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** Label above, control, help or error below, tied together for screen readers. */
export function Field({ label, help, error, right, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const note = `${id}note`;
  const hasNote = Boolean(error ?? help);
  const wiring = useMemo(() => ({ id, describedBy: hasNote ? note : undefined, invalid: Boolean(error) }), [id, note, hasNote, error]);
  const labelled = (
    <label className={cx('label', hideLabel && 'sr-only')} htmlFor={id}>
      {label}
    </label>
  );
  return (
    <div className={cx('field', className)}>
      {right ? <div className="row between">{labelled}{right}</div> : labelled}
      <FieldContext value={wiring}>{children}</FieldContext>
      {error ? <div id={note} className="error" role="alert">{error}</div> : help && <div id={note} className="help">{help}</div>}
    </div>
  );
}
