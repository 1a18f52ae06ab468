import type { Icon } from '@tabler/icons-react';
import { cx, type Tone, toneClass } from './tone.ts';

/** An icon on a soft square or circle of its tone. */
export function Glyph({ icon: Shape, tone, round = false }: { readonly icon: Icon; readonly tone?: Tone; readonly round?: boolean }) {
  return (
    <span className={cx('glyph', toneClass(tone), round && 'round')} aria-hidden="true">
      <Shape size={14} stroke={1.75} />
    </span>
  );
}
