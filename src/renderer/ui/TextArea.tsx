import type { ComponentPropsWithRef } from 'react';
import { useField } from './Field.tsx';
import { cx } from './tone.ts';

export type TextAreaProps = Omit<ComponentPropsWithRef<'textarea'>, 'onChange'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Takes the height of its parent instead of `rows`. */
  readonly tall?: boolean;
};

/** Several lines of text, spell-checked. */
export function TextArea({ value, onChange, tall = false, className, id, ...rest }: TextAreaProps) {
  const field = useField();
  return (
    <div className={cx('input area', field?.invalid && 'invalid', className)} style={tall ? { flex: 1, minHeight: 0 } : undefined}>
      <textarea
        rows={3}
        spellCheck
        {...rest}
        id={id ?? field?.id}
        aria-describedby={rest['aria-describedby'] ?? field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        value={value}
        style={tall ? { height: '100%' } : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
