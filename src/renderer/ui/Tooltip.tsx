import { Tooltip as MantineTooltip } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

export type TooltipProps = {
  readonly label: ReactNode;
  readonly children: ReactElement;
  readonly position?: 'top' | 'bottom' | 'left' | 'right';
  readonly disabled?: boolean;
};

/** A short explanation on hover and on focus. The child takes a ref. */
export function Tooltip({ label, children, position = 'top', disabled = false }: TooltipProps) {
  return (
    <MantineTooltip
      label={label}
      position={position}
      disabled={disabled || !label}
      classNames={{ tooltip: 'tip' }}
      openDelay={350}
      events={{ hover: true, focus: true, touch: false }}
      zIndex={40}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </MantineTooltip>
  );
}
