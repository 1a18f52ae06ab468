import { IconAlertCircle, type Icon } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useField } from './Field.tsx';
import { cx } from './tone.ts';

export type TextInputProps = Omit<ComponentPropsWithRef<'input'>, 'size' | 'onChange'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly icon?: Icon;
  /** Before the text: "$". */
  readonly unit?: string;
  readonly size?: 'md' | 'lg';
  /** At the right end, inside the border. */
  readonly right?: ReactNode;
};

/** One line of text. Inside a Field it takes its label, help and error. */
export function TextInput({ value, onChange, icon: Shape, unit, size = 'md', right, className, id, ...rest }: TextInputProps) {
  const field = useField();
  return (
    <div className={cx('input', size === 'lg' && 'lg', field?.invalid && 'invalid', rest.readOnly && 'readonly', className)}>
      {Shape && <Shape size={16} stroke={1.75} aria-hidden="true" />}
      {unit && <span className="unit" aria-hidden="true">{unit}</span>}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id ?? field?.id}
        aria-describedby={rest['aria-describedby'] ?? field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {right}
      {field?.invalid && <IconAlertCircle size={16} stroke={1.75} className="neg" aria-hidden="true" />}
    </div>
  );
}
