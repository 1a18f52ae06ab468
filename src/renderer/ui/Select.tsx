import { IconChevronDown, type Icon } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useField } from './Field.tsx';
import { cx } from './tone.ts';

export type SelectOption<V extends string> = { readonly value: V; readonly label: string; readonly disabled?: boolean };
export type SelectProps<V extends string> = Omit<ComponentPropsWithRef<'select'>, 'size' | 'onChange' | 'value'> & {
  readonly options: ReadonlyArray<SelectOption<V>>;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly icon?: Icon;
  readonly size?: 'md' | 'lg';
};

/** One choice of a list: the platform's own list, so typing a letter and every assistive tool work. */
export function Select<V extends string>({ options, value, onChange, icon: Shape, size = 'md', className, id, ...rest }: SelectProps<V>) {
  const field = useField();
  return (
    <div className={cx('input', size === 'lg' && 'lg', field?.invalid && 'invalid', className)}>
      {Shape && <Shape size={16} stroke={1.75} aria-hidden="true" />}
      <select
        {...rest}
        id={id ?? field?.id}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown size={14} stroke={1.75} aria-hidden="true" style={{ marginLeft: -22, pointerEvents: 'none' }} />
    </div>
  );
}
