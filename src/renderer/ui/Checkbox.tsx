import type { ReactNode } from 'react';

export type CheckboxProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children?: ReactNode;
  /** Some of the rows below are chosen. */
  readonly mixed?: boolean;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly name?: string;
  readonly kind?: 'checkbox' | 'radio';
  /** A dialog opens with the focus here. */
  readonly first?: boolean;
};

/** A checkbox (or one radio of a group that shares `name`) with its text. */
export function Checkbox({ checked, onChange, children, mixed = false, label, disabled, name, kind = 'checkbox', first = false }: CheckboxProps) {
  return (
    <label className="check">
      <input
        type={kind}
        data-autofocus={first || undefined}
        name={name}
        aria-label={label}
        disabled={disabled}
        checked={checked}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
