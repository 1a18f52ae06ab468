import { IconEye, IconEyeOff, IconKey } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { TextInput, type TextInputProps } from './TextInput.tsx';

export type PasswordInputProps = Omit<TextInputProps, 'type' | 'right'> & {
  /** Told when a key says whether Caps Lock is on. */
  readonly onCapsLock?: (on: boolean) => void;
};

/** A password that can be shown. Paste and password managers work. */
export function PasswordInput({ onCapsLock, ...rest }: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  const Eye = shown ? IconEyeOff : IconEye;
  const notice = (event: KeyboardEvent<HTMLInputElement>) => onCapsLock?.(event.getModifierState('CapsLock'));
  return (
    <TextInput
      icon={IconKey}
      autoComplete="current-password"
      {...rest}
      type={shown ? 'text' : 'password'}
      onKeyDown={notice}
      onKeyUp={notice}
      right={
        <button type="button" className="inside" aria-pressed={shown} aria-label="Show password" onClick={() => setShown(!shown)}>
          <Eye size={16} stroke={1.75} aria-hidden="true" />
        </button>
      }
    />
  );
}
